/**
 * The kernels a backend may register with tfjs (`registerKernel`) to play the operations of `contract.ts` fused. One
 * name, the same inputs, attributes and outputs on every backend; where a backend has none, the composition runs.
 * Shapes as in `contract.ts`; every tensor is float32 unless said otherwise; optional inputs are left out of the map.
 */
import type { CellName } from '../protocol/model';
import type { Moments } from './contract';

/**
 * Forward of one recurrent layer over a whole sequence.
 * inputs  x [T,B,I] or int32 [T,B]; wx; wh?; b; h0; c0?; lengths? (int32)
 * outputs [h [T,B,H], hLast [B,H], cLast [B,H] (lstm, else [0]), tape (whatever the backend's gradient kernel needs; [0] when !train)]
 *         a backend may answer further tapes; the gradient kernel gets them back as tape1, tape2, ...
 */
export const recurrentKernel = 'UnrollRecurrent';
export interface RecurrentAttributes {
  cell: CellName;
  reverse: boolean;
  train: boolean;
}

/**
 * Gradient of the above.
 * inputs  those of the forward, its outputs h and tape, and dh [T,B,H]?, dhLast [B,H]?, dcLast [B,H]? (absent = zero)
 * outputs [dx [T,B,I] ([0] when !wantDx or x is int32), dwx, dwh ([0] without wh), db, dh0, dc0 ([0] without c0)]
 */
export const recurrentGradKernel = 'UnrollRecurrentGrad';
export interface RecurrentGradAttributes {
  cell: CellName;
  reverse: boolean;
  wantDx: boolean;
}

/**
 * inputs  x [N,H], w [H,V], b [V], targets int32 [N], weights? [N]
 * outputs [loss scalar, dLogits [N,V] already scaled by weights/divisor ([0] when !train)]
 */
export const linearCrossEntropyKernel = 'UnrollLinearCrossEntropy';
export interface LinearCrossEntropyAttributes {
  divisor: number;
  train: boolean;
}

/** inputs x, w, dLogits, dy (the gradient of the loss, a scalar: mostly 1); outputs [dx, dw, db] */
export const linearCrossEntropyGradKernel = 'UnrollLinearCrossEntropyGrad';

/** inputs keys [S,B,H], values [S,B,C], query [B,H], score [H,1], lengths int32 [B]; outputs [context [B,C], weights [S,B]] */
export const attentionKernel = 'UnrollAttention';

/** inputs those, weights and dContext [B,C]; outputs [dKeys, dValues, dQuery, dScore] */
export const attentionGradKernel = 'UnrollAttentionGrad';

/** inputs table [V,E], ids int32 [...S]; output [...S, E] */
export const embeddingKernel = 'UnrollEmbedding';
/** inputs ids, dy [...S, E]; attributes vocabularySize; output dTable [V,E] */
export const embeddingGradKernel = 'UnrollEmbeddingGrad';
export interface EmbeddingGradAttributes {
  vocabularySize: number;
}

/** inputs x; attributes rate, seed; output of x's shape. Its own gradient: the same kernel over dy. */
export const dropoutKernel = 'UnrollDropout';
export interface DropoutAttributes {
  rate: number;
  seed: number;
}

/** inputs a, b (rank 2); attributes transposeA, transposeB; output a.b */
export const matMulKernel = 'UnrollMatMul';
export interface MatMulAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * Clip by global norm and one optimiser step over all parameters, in place; nothing where the norm is not finite.
 * inputs  p0..pn-1, g0..gn-1 and, by its rule, mi (the first moment or the momentum) and vi (the second moment)
 * output  scalar: the norm before clipping
 */
export const updateKernel = 'UnrollUpdate';
export interface UpdateAttributes {
  /** One a parameter. */
  rules: Moments['rule'][];
  learningRate: number;
  clipNorm: number;
  /** 1 for the first update (bias correction). */
  step: number;
}
