/** What happens inside a layer as it reads, by the formulas of the cells: kernels keep none of it. */
import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentArguments } from '../contract';
import type { State } from './cells/cell';
import { byFrozenWeights } from './matMul';
import { sequenceOf, statesOf } from './recurrent';

/** [T, B, H] each. */
export interface RecurrentTrace {
  h: tf.Tensor3D;
  /** Of cells with a cell state. */
  c?: tf.Tensor3D;
  /** In the order of `gateNames` in protocol/cells.ts. */
  gates: tf.Tensor3D[];
}

/** [T, B, H], T > 1: what is added to the states; the gradient in them, where they are zero, is that in the states themselves. */
export interface Nudges {
  h: tf.Tensor3D;
  c?: tf.Tensor3D;
}

/** Weights are constants: no gradient reaches them. */
export function traceRecurrent(args: RecurrentArguments, nudges?: Nudges): RecurrentTrace {
  const [h, c] = [nudges?.h, nudges?.c].map(nudge => nudge && stepsOf(nudge));
  const nudged = (state: State, t: number): State => ({
    ...state,
    ...(h ? { h: tf.add<tf.Tensor2D>(state.h, h[t]!) } : {}),
    ...(c && state.c ? { c: tf.add<tf.Tensor2D>(state.c, c[t]!) } : {}),
  });
  const states = statesOf(args, nudges && nudged, byFrozenWeights());
  const cells = states.flatMap(state => state.c ?? []);
  return {
    h: sequenceOf(states.map(state => state.h)),
    ...(cells.length > 0 ? { c: sequenceOf(cells) } : {}),
    gates: (states[0]?.gates ?? []).map((_, gate) => sequenceOf(states.map(({ gates }) => gates![gate]!))),
  };
}

/** [T, B, H] -> T of [B, H] */
function stepsOf(sequence: tf.Tensor3D): tf.Tensor2D[] {
  const [steps, rows, size] = sequence.shape;
  return tf.split<tf.Tensor2D>(tf.reshape<tf.Rank.R2>(sequence, [steps * rows, size]), steps);
}
