/** A small training in which every replica computes the same, for the tests of `engine/parallel`. */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../../../../src/engine/contract';
import { operations } from '../../../../src/engine/operations';
import type { Replica } from '../../../../src/engine/parallel/replica';
import type { EngineName } from '../../../../src/protocol/model';
import { floats, ids } from '../cases';

export interface Plan {
  engine: EngineName;
  steps: number;
  /** The rank that throws at this step, for tests of the other replicas. */
  fails?: { rank: number; step: number };
}

const [T, B, V, H] = [6, 8, 11, 7];
export const values = V * H + H * H + H + H * V + V;

/** Losses of all steps, and the weights at the end. */
export async function trainOn(replica: Replica, plan: Plan): Promise<{ losses: number[]; weights: number[] }> {
  const shapes = [[V, H], [H, H], [H], [H, V], [V]];
  const parameters = shapes.map((shape, i) => tf.variable(floats(shape, i + 1, 0.4)));
  const state: OptimiserState = { step: 0, moments: parameters.map(() => ({ rule: 'sgd' })) };
  const losses: number[] = [];
  for (let step = 0; step < plan.steps; step++) {
    if (plan.fails?.rank === replica.rank && plan.fails.step === step) throw new Error('it ran out of ideas.');
    losses.push(await trainStep(replica, parameters, state, step));
  }
  const weights = parameters.flatMap(parameter => [...parameter.dataSync()]);
  tf.dispose(parameters);
  return { losses, weights };
}

async function trainStep(
  replica: Replica,
  parameters: tf.Variable[],
  state: OptimiserState,
  step: number,
): Promise<number> {
  const [from, to] = replica.rows(B);
  const tokens = tf.tidy(() => tf.slice(ids<tf.Rank.R2>([T + 1, B], V, step + 100), [0, from], [T + 1, to - from]));
  const { value, grads } = tf.variableGrads(() => lossOf(tokens, parameters));
  const own = parameters.map(({ name }) => grads[name]!);
  const { gradients, scalars } = replica.allReduce(own, [value.dataSync()[0]!]);
  await operations.update({ parameters, gradients, state, learningRate: 0.5, clipNorm: 1 });
  tf.dispose([tokens, value, ...own, ...gradients]);
  return scalars[0]!;
}

function lossOf(tokens: tf.Tensor2D, [wx, wh, b, w, bias]: tf.Variable[]): tf.Scalar {
  const rows = tokens.shape[1];
  const { h } = operations.recurrent({
    cell: 'rnn',
    x: tf.slice(tokens, 0, T),
    wx: tf.reshape<tf.Rank.R2>(wx!, [V, H]),
    wh: tf.reshape<tf.Rank.R2>(wh!, [H, H]),
    b: tf.reshape<tf.Rank.R1>(b!, [H]),
    h0: tf.zeros<tf.Rank.R2>([rows, H]),
  });
  return operations.linearCrossEntropy({
    x: tf.reshape<tf.Rank.R2>(h, [T * rows, H]),
    w: tf.reshape<tf.Rank.R2>(w!, [H, V]),
    b: tf.reshape<tf.Rank.R1>(bias!, [V]),
    targets: tf.reshape<tf.Rank.R1>(tf.slice(tokens, 1, T), [T * rows]),
    divisor: T * B,
  });
}
