/**
 * `node brainjs.cjs MODULES PROBLEM`: brain.js, which trains on one sequence at a time, so a step has one sequence of T tokens instead of B.
 * Its input is always a trained embedding of width inputSize: V for one-hot input. Its RNN uses ReLU, its update is RMSprop
 * with clipping per element, and it adds a start and an end token to the sequence.
 * The learning rate is small so that the RNN stays finite; the time does not depend on it.
 */
/* global process */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { serve } = require('./serve.cjs');

const [modules, json] = process.argv.slice(2);
const { cell, H, layers, V, E, T, seconds } = JSON.parse(json);
const { recurrent } = createRequire(join(modules, 'peer.js'))('brain.js');

const Network = { rnn: recurrent.RNN, gru: recurrent.GRU, lstm: recurrent.LSTM }[cell];
const hiddenLayers = Array.from({ length: layers }, () => H);
const network = new Network({ inputSize: E || V, inputRange: V, outputSize: V, hiddenLayers, learningRate: 1e-6 });
network.initialize();

// T - 1 tokens and the end token: T predictions.
const sequence = Array.from({ length: T - 1 }, () => Math.floor(Math.random() * V));

function step() {
  const error = network.trainPattern(sequence, true);
  if (!Number.isFinite(error)) throw new Error('brain.js has diverged.');
}

void serve({ step, tokens: T, seconds });
