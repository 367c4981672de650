import { add, split, type Tensor2D } from '@tensorflow/tfjs-core';

/** [B, H] each; c only in the lstm. */
export interface State {
  h: Tensor2D;
  c?: Tensor2D;
  /** What opened and closed on the way to it, in the order of `gateNames` in protocol/cells.ts. */
  gates?: Tensor2D[];
}

/** One time step: input = x_t wx + b, [B, G*H]. */
export type Step = (input: Tensor2D, state: State) => State;

/** a . b */
export type Multiply = (a: Tensor2D, b: Tensor2D) => Tensor2D;

/** A cell, given its hidden-to-hidden weights [H, G*H] and how they are multiplied with. */
export type Cell = (wh: Tensor2D | undefined, multiply: Multiply) => Step;

/** The column blocks of the gates. */
export const gates = (u: Tensor2D, count: number): Tensor2D[] => split<Tensor2D>(u, count, 1);

/** input + h wh, the pre-activations of a cell whose gates all see h itself. */
export function plusHidden(input: Tensor2D, h: Tensor2D, wh: Tensor2D | undefined, multiply: Multiply): Tensor2D {
  if (!wh) throw new Error('This cell needs hidden-to-hidden weights.');
  return add(input, multiply(h, wh));
}
