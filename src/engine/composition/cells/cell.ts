import { add, split, type Tensor2D } from '@tensorflow/tfjs-core';
import { matMul } from '../matMul';

/** [B, H] each; c only in the lstm. */
export interface State {
  h: Tensor2D;
  c?: Tensor2D;
  /** What opened and closed on the way to it, in the order of `gateNames` in protocol/cells.ts. */
  gates?: Tensor2D[];
}

/** One time step: input = x_t wx + b, [B, G*H]. */
export type Step = (input: Tensor2D, state: State) => State;

/** A cell, given what it does with its hidden-to-hidden weights [H, G*H]. */
export type Cell = (wh: Tensor2D | undefined) => Step;

/** The column blocks of the gates. */
export const gates = (u: Tensor2D, count: number): Tensor2D[] => split<Tensor2D>(u, count, 1);

/** input + h wh, the pre-activations of a cell whose gates all see h itself. */
export function plusHidden(input: Tensor2D, h: Tensor2D, wh: Tensor2D | undefined): Tensor2D {
  if (!wh) throw new Error('This cell needs hidden-to-hidden weights.');
  return add(input, matMul(h, wh));
}
