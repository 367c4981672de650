/** Tries the engines on a few real training steps of the model's own shape, and picks the fastest. */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, NetworkOptions } from '../protocol/model';
import { gateCount, type OptimiserState } from './contract';
import { tensorflowNames } from './loaders';
import { operations } from './operations';

/** What the engines are measured with. */
export interface EngineShape extends NetworkOptions {
  batchSize: number;
  timeSteps: number;
  vocabularySize: number;
  /** Asked for; 0 lets the machine decide. */
  threads: number;
}

/** Tokens per second of a training step (forward, backward, update) in this thread, by backend. */
export async function measureEngines(
  shape: EngineShape,
  candidates: readonly BackendName[],
  timeBudgetMs: number,
): Promise<Map<BackendName, number>> {
  const speeds = new Map<BackendName, number>();
  for (const candidate of candidates) {
    await tf.setBackend(tensorflowNames[candidate]);
    const seconds = secondsPerStep(shape, timeBudgetMs / candidates.length);
    speeds.set(candidate, (shape.batchSize * shape.timeSteps) / seconds);
  }
  return speeds;
}

/** Median of the steps that fit into the budget; the first one counts only where no other fits. */
function secondsPerStep(shape: EngineShape, budgetMs: number): number {
  const trial = createTrial(shape);
  const times: number[] = [];
  const start = performance.now();
  do {
    const begin = performance.now();
    trial.step();
    times.push(performance.now() - begin);
  } while (performance.now() - start + times.at(-1)! < budgetMs && times.length < 20);
  trial.dispose();
  const counted = (times.length > 1 ? times.slice(1) : times).sort((a, b) => a - b);
  return counted[counted.length >> 1]! / 1000;
}

interface Trial {
  step(): void;
  dispose(): void;
}

/** A model of the shape with small weights, on tokens that go round the vocabulary. */
function createTrial(shape: EngineShape): Trial {
  const { cell, hiddenSize, layers, embeddingSize, vocabularySize, batchSize, timeSteps } = shape;
  const columns = gateCount[cell] * hiddenSize;
  const matrix = (rows: number, width: number): tf.Variable<tf.Rank.R2> =>
    tf.tidy(() => tf.variable(tf.randomUniform<tf.Rank.R2>([rows, width], -0.05, 0.05)));
  const vector = (size: number): tf.Variable<tf.Rank.R1> => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([size])));

  const embedding = embeddingSize > 0 ? matrix(vocabularySize, embeddingSize) : undefined;
  const inputSize = embeddingSize > 0 ? embeddingSize : vocabularySize;
  const stack = Array.from({ length: layers }, (_, layer) => ({
    wx: matrix(layer === 0 ? inputSize : hiddenSize, columns),
    ...(cell === 'min-gru' ? {} : { wh: matrix(hiddenSize, columns) }),
    b: vector(columns),
  }));
  const output = { w: matrix(hiddenSize, vocabularySize), b: vector(vocabularySize) };
  const parameters: tf.Variable[] = [
    ...(embedding ? [embedding] : []),
    ...stack.flatMap(layer => Object.values(layer)),
    ...Object.values(output),
  ];
  const state: OptimiserState = { kind: 'sgd', step: 0, first: [], second: [] };
  const ids = Int32Array.from({ length: timeSteps * batchSize }, (_, i) => i % vocabularySize);

  const loss = (): tf.Scalar => {
    const tokens = tf.tensor2d(ids, [timeSteps, batchSize], 'int32');
    const h0 = tf.zeros<tf.Rank.R2>([batchSize, hiddenSize]);
    const initial = cell === 'lstm' ? { h0, c0: h0 } : { h0 };
    const embedded = embedding && operations.embedding(embedding, tokens);
    let x: tf.Tensor3D | tf.Tensor2D = embedded ? tf.reshape<tf.Rank.R3>(embedded, [timeSteps, batchSize, -1]) : tokens;
    for (const layer of stack) x = operations.recurrent({ cell, x, ...layer, ...initial }).h;
    const top = tf.reshape<tf.Rank.R2>(x, [-1, hiddenSize]);
    const targets = tf.tensor1d(ids, 'int32');
    return operations.linearCrossEntropy({ x: top, ...output, targets, divisor: ids.length });
  };

  return {
    step: () => {
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(loss, parameters);
        const gradients = parameters.map(({ name }) => grads[name]!);
        operations.update({ parameters, gradients, state, learningRate: 0.01, clipNorm: 1 });
        // Some backends compute only when they are asked.
        value.dataSync();
      });
    },
    dispose: () => {
      tf.dispose(parameters);
    },
  };
}
