/**
 * What nn/ asks of an engine: the few operations where the time goes. Each has a plain tfjs composition
 * (`engine/composition/`) that runs on any backend and a fused kernel where a backend has one; `engine/operations.ts`
 * picks. All are differentiable through tfjs' tape in every float32 input, unless said otherwise.
 *
 * Letters: B batch, T time steps, V vocabulary, I input, E embedding, H hidden, G gates of the cell (its column blocks).
 *
 * Gate order in the columns of wx, wh and b (the order of PyTorch's rows):
 *   rnn, rnn-relu, residual: u          H_t = phi(u);  residual: H_t = H_{t-1} + tanh(u)
 *   coupled:     f, u                   H_t = f * H_{t-1} + (1 - f) * tanh(u),  f = sigmoid
 *   independent: i, f, u                H_t = f * H_{t-1} + i * tanh(u)
 *   gru:         r, z, n                H_t = z * H_{t-1} + (1 - z) * n,  n = tanh(x Wxn + (r * H_{t-1}) Whn + bn)
 *   lstm:        i, f, g, o             C_t = f * C_{t-1} + i * g,  H_t = o * tanh(C_t)
 *   min-gru:     z, n  (no wh)          H_t = (1 - z) * H_{t-1} + z * g(n),  z = sigmoid(x Wz + bz), g(n) = n + 0.5 for n >= 0 else sigmoid(n)
 */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs-core';
import type { CellName } from '../protocol/cells';

export interface RecurrentArguments {
  cell: CellName;
  /** [T, B, I] float32; or int32 [T, B]: token ids, read as one-hot rows (a gather of wx, never a product). */
  x: Tensor3D | Tensor2D;
  /** [I, G*H]; I may be 0: all input then comes with b. */
  wx: Tensor2D;
  /** [H, G*H]; absent for a cell without hidden weights */
  wh?: Tensor2D;
  /** [G*H]; or [B, G*H]: each row its own, for what a sequence reads in every step alike. */
  b: Tensor1D | Tensor2D;
  /** [B, H] */
  h0: Tensor2D;
  /** [B, H]; of cells with a cell state */
  c0?: Tensor2D;
  /** int32 [B]: steps t >= lengths[b] leave the state of row b untouched (their output repeats it). */
  lengths?: Tensor1D;
  /** Runs from t = T-1 to 0; outputs stay in their place. */
  reverse?: boolean;
}

export interface RecurrentResult {
  /** [T, B, H] */
  h: Tensor3D;
  /** [B, H]: the state after the last step processed. */
  hLast: Tensor2D;
  /** [B, H]; of cells with a cell state */
  cLast?: Tensor2D;
}

export interface LinearCrossEntropyArguments {
  /** [N, H] */
  x: Tensor2D;
  /** [H, V] */
  w: Tensor2D;
  /** [V] */
  b: Tensor1D;
  /** int32 [N] */
  targets: Tensor1D;
  /** float32 [N]; rows of weight 0 count for nothing. Absent: all 1. Not differentiable. */
  weights?: Tensor1D;
  /** The sum of weighted losses is divided by this (a plain number: the whole batch's count, also when rows are split over threads). */
  divisor: number;
}

/** Additive attention (Bahdanau, Cho, Bengio 2015) of one decoder step; S source steps, C the size of the values. */
export interface AttentionArguments {
  /** [S, B, H] */
  keys: Tensor3D;
  /** [S, B, C] */
  values: Tensor3D;
  /** [B, H] */
  query: Tensor2D;
  /** [H, 1] */
  score: Tensor2D;
  /** int32 [B], 1 or more: steps s >= lengths[b] are padding and get no weight. */
  lengths: Tensor1D;
}

export interface AttentionResult {
  /** [B, C]: the sum of the values by their weights */
  context: Tensor2D;
  /** [S, B]: softmax over s of score' tanh(keys + query). Not differentiable. */
  weights: Tensor2D;
}

/** By which rule a parameter is stepped, and what is kept of it for that, of its own shape. */
export type Moments =
  | { rule: 'sgd' }
  | { rule: 'adam'; first: Variable; second: Variable }
  /** A matrix. */
  | { rule: 'muon'; momentum: Variable };

export interface OptimiserState {
  step: number;
  /** One entry a parameter, in the order of the parameters. */
  moments: Moments[];
}

export interface UpdateArguments {
  parameters: Variable[];
  /** In the order of the parameters; not disposed. */
  gradients: Tensor[];
  state: OptimiserState;
  learningRate: number;
  /** theta of g <- min(1, theta/|g|) g over all parameters together; 0 is off. */
  clipNorm: number;
}

/** The operations an engine offers. */
export interface Operations {
  recurrent(args: RecurrentArguments): RecurrentResult;
  /** table [V, E], ids int32 [...S] -> [...S, E]; its gradient is a scatter-add. */
  embedding(table: Tensor2D, ids: Tensor): Tensor;
  /** x [N, I] . w [I, O] + b [O] */
  linear(x: Tensor2D, w: Tensor2D, b: Tensor1D): Tensor2D;
  /** sum_n weights[n] * -log softmax(x w + b)[n, targets[n]] / divisor, from integer targets; logits are never kept as one-hot. */
  linearCrossEntropy(args: LinearCrossEntropyArguments): Scalar;
  attention(args: AttentionArguments): AttentionResult;
  /** x scaled by 1/(1-rate) where kept, 0 elsewhere; the mask follows from the seed alone, on every backend. */
  dropout<T extends Tensor>(x: T, rate: number, seed: number): T;
  /**
   * Clips by global norm, then one step in place: SGD, Adam (0.9, 0.999, 1e-8, bias-corrected) or Muon (`engine/muon.ts`). Counts
   * itself in `state.step`. Answers |g| before clipping; where that is not finite nothing is changed. Not differentiable.
   */
  update(args: UpdateArguments): Promise<number>;
  /** a . b with either side transposed; rank 2. Gradients included. */
  matMul(a: Tensor2D, b: Tensor2D, transposeA?: boolean, transposeB?: boolean): Tensor2D;
}

/** Of a layer whose outputs are read as (h - mean) / sqrt(variance + 1e-5) * gain + bias; both [H]. */
export interface NormWeights {
  gain: Float32Array;
  bias: Float32Array;
}

/** One recurrent stack and its output layer, as a stepper needs it. Float32 arrays in the layouts above. */
export interface StepperWeights {
  cell: CellName;
  hiddenSize: number;
  /** [V, E]; absent for one-hot input */
  embedding?: Float32Array;
  embeddingSize: number;
  vocabularySize: number;
  /** Of each layer: groups of units that read only their own state; absent: 1. */
  heads?: number;
  /** One entry a layer: wx [I, G*H], wh [H / heads, G*H], b [G*H]. */
  layers: { wx: Float32Array; wh?: Float32Array; b: Float32Array; norm?: NormWeights }[];
  /** [H, E]: what the state of the top layer is multiplied with before the output layer; absent: nothing. */
  projection?: Float32Array;
  /** [H, V], or [E, V] after a projection; and [V] */
  outputWeight: Float32Array;
  outputBias: Float32Array;
}

/**
 * What a stepper keeps its matrices in. One token at a time is reading them: int8 is a quarter as long and rounds each weight by up to
 * 1/254 of the largest of its column, which is good enough to write with and not to measure or to code with.
 */
export type StepperPrecision = 'float32' | 'int8';

/** A model at batch 1 that is fed one token at a time; the state lives in the engine, nothing is allocated a step. */
export interface Stepper {
  /** Back to the zero state. */
  reset(): void;
  /** Feeds one token, returns the logits of the next one: a view [V] that the next call overwrites. */
  step(token: number): Float32Array;
  /** The state after the tokens so far, to return to with `restore` (ghost text re-reads the same prefix). */
  save(): Float32Array;
  restore(state: Float32Array): void;
  dispose(): void;
}
