/** The GRU on GRUBlockCell, one op a step each way; the gradients of the weights are products over all steps at once. */
import * as tf from '@tensorflow/tfjs-core';
import { rawOperation } from './rawOperations';
import { flat, joined, previous, steps, type NativeCell, type Sequence } from './sequence';

const attributes = { T: 'TF_FLOAT' } as const;

/** [w_ru, w_c, b_ru, b_c], with the input's rows above the state's. */
function cellWeights({ wx, wh, b, h0 }: Sequence): tf.Tensor[] {
  const size = h0.shape[1];
  const w = tf.concat([wx, wh]);
  return [...tf.split(w, [2 * size, size], 1), ...tf.split(b, [2 * size, size])];
}

export const nativeGru: NativeCell = {
  forward: sequence => {
    const weights = cellWeights(sequence);
    const tapes: Record<'r' | 'z' | 'n' | 'h', tf.Tensor2D[]> = { r: [], z: [], n: [], h: [] };
    let state = sequence.h0;
    for (const x of steps(sequence.x)) {
      const [r, z, n, h] = rawOperation('GRUBlockCell', attributes, [x, state, ...weights], 4).map(flat);
      tapes.r.push(r!);
      tapes.z.push(z!);
      tapes.n.push(n!);
      tapes.h.push(h!);
      state = h!;
    }
    return { h: joined(tapes.h), tapes: [joined(tapes.r), joined(tapes.z), joined(tapes.n)] };
  },
  backward: operands => {
    const { x, wx, wh, h, dh } = operands;
    const size = h.shape[2];
    const weights = cellWeights(operands);
    const hBefore = previous(operands.h0, h);
    const [r, z, n] = operands.tapes.map(tape => steps(tf.reshape<tf.Rank.R3>(tape, h.shape)));
    const [xs, befores, dhs] = [steps(x), steps(hBefore), steps(dh)];
    const dGates: tf.Tensor2D[] = [];
    const dCandidates: tf.Tensor2D[] = [];
    let carried: tf.Tensor2D | undefined;
    for (let t = xs.length - 1; t >= 0; t--) {
      const dState = carried ? tf.add<tf.Tensor2D>(dhs[t]!, carried) : dhs[t]!;
      const operandsOfStep = [xs[t]!, befores[t]!, ...weights, r![t]!, z![t]!, n![t]!, dState];
      const [, dBefore, dCandidate, dGate] = rawOperation('GRUBlockCellGrad', attributes, operandsOfStep, 4).map(flat);
      carried = dBefore!;
      dCandidates[t] = dCandidate!;
      dGates[t] = dGate!;
    }
    const du = tf.concat2d([tf.concat(dGates), tf.concat(dCandidates)], 1);
    const reset = tf.mul<tf.Tensor2D>(flat(hBefore), tf.concat(r!));
    const dwhGates = tf.matMul<tf.Tensor2D>(flat(hBefore), tf.concat(dGates), true);
    const dwhCandidate = tf.matMul<tf.Tensor2D>(reset, tf.concat(dCandidates), true);
    return {
      dx: tf.reshape<tf.Rank.R3>(tf.matMul(du, wx, false, true), x.shape),
      dwx: tf.matMul(flat(x), du, true),
      dwh: tf.reshape(tf.concat2d([dwhGates, dwhCandidate], 1), [size, wh.shape[1]]),
      db: tf.sum(du, 0),
      dh0: carried!,
    };
  },
};
