/**
 * The GRU: forward is GRUBlockCell, one op a step. Backward is written out, since GRUBlockCellGrad spends most of its
 * time in small products: what needs no order is computed for all steps at once, before the loop or after it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { rawOperation } from './rawOperations';
import { flat, joined, previous, steps, type BackwardOperands, type BlockCell, type Sequence } from './sequence';

function forward(sequence: Sequence): ReturnType<BlockCell['forward']> {
  const { wx, wh, b, h0 } = sequence;
  const size = h0.shape[1];
  // w_ru, w_c, b_ru, b_c, with the input's rows above the state's.
  const weights = [...tf.split(tf.concat([wx, wh]), [2 * size, size], 1), ...tf.split(b, [2 * size, size])];
  const tapes: Record<'r' | 'z' | 'n' | 'h', tf.Tensor2D[]> = { r: [], z: [], n: [], h: [] };
  let state = h0;
  for (const x of steps(sequence.x)) {
    const [r, z, n, h] = rawOperation('GRUBlockCell', { T: 'TF_FLOAT' }, [x, state, ...weights], 4).map(flat);
    tapes.r.push(r!);
    tapes.z.push(z!);
    tapes.n.push(n!);
    tapes.h.push(h!);
    state = h!;
  }
  return { h: joined(tapes.h), tapes: [joined(tapes.r), joined(tapes.z), joined(tapes.n)] };
}

function backward(operands: BackwardOperands): ReturnType<BlockCell['backward']> {
  const { x, wx, h0, h } = operands;
  const before = flat(previous(h0, h));
  const r = flat(operands.tapes[0]!);
  const { dGates, dCandidates, dh0 } = throughTime(operands, r, before);
  const du = tf.concat2d([dGates, dCandidates], 1);
  const dwhGates = tf.matMul<tf.Tensor2D>(before, dGates, true);
  const dwhCandidate = tf.matMul<tf.Tensor2D>(tf.mul<tf.Tensor2D>(r, before), dCandidates, true);
  return {
    dx: tf.reshape<tf.Rank.R3>(tf.matMul(du, wx, false, true), x.shape),
    dwx: tf.matMul(flat(x), du, true),
    dwh: tf.concat2d([dwhGates, dwhCandidate], 1),
    db: tf.sum(du, 0),
    dh0,
  };
}

/**
 * Gradients of the pre-activations: r and z together [T*B, 2H], n [T*B, H]. With dH of a step,
 *   dn = dH (1 - z)(1 - n^2),  dz = dH (h - n) z (1 - z),  s = dn Whn^T,  dr = s h r (1 - r),
 *   dH of the step before = dH z + s r + [dr, dz] Whrz^T.
 */
function throughTime(
  { wh, h0, dh, tapes }: BackwardOperands,
  r: tf.Tensor2D,
  before: tf.Tensor2D,
): Record<'dGates' | 'dCandidates' | 'dh0', tf.Tensor2D> {
  const size = h0.shape[1];
  const [z, n] = [flat(tapes[1]!), flat(tapes[2]!)];
  const updated = tf.sub(1, z);
  const slopes = {
    n: tf.mul(updated, tf.sub(1, tf.square(n))),
    z: tf.mul(tf.mul(tf.sub(before, n), z), updated),
    r: tf.mul(tf.mul(before, r), tf.sub(1, r)),
  };
  const perStep = (tensor: tf.Tensor): tf.Tensor2D[] => tf.split<tf.Tensor2D>(flat(tensor), dh.shape[0]);
  const [slopeN, slopeZ, slopeR] = [perStep(slopes.n), perStep(slopes.z), perStep(slopes.r)];
  const [zs, rs, dhs] = [perStep(z), perStep(r), steps(dh)];
  const [whGates, whCandidate] = tf.split<tf.Tensor2D>(wh, [2 * size, size], 1);
  const dGates: tf.Tensor2D[] = [];
  const dCandidates: tf.Tensor2D[] = [];
  let carried: tf.Tensor2D | undefined;
  for (let t = dhs.length - 1; t >= 0; t--) {
    const dState = carried ? tf.add<tf.Tensor2D>(dhs[t]!, carried) : dhs[t]!;
    const dCandidate = tf.mul<tf.Tensor2D>(dState, slopeN[t]!);
    const dReset = tf.matMul<tf.Tensor2D>(dCandidate, whCandidate!, false, true);
    const dGate = tf.concat2d([tf.mul<tf.Tensor2D>(dReset, slopeR[t]!), tf.mul<tf.Tensor2D>(dState, slopeZ[t]!)], 1);
    carried = flat(tf.addN([tf.mul(dState, zs[t]!), tf.mul(dReset, rs[t]!), tf.matMul(dGate, whGates!, false, true)]));
    dCandidates[t] = dCandidate;
    dGates[t] = dGate;
  }
  return { dGates: tf.concat(dGates), dCandidates: tf.concat(dCandidates), dh0: carried! };
}

export const blockGru: BlockCell = { forward, backward };
