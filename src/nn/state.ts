/** The hidden state of a stack: one entry a layer and direction, carried from batch to batch. */
import { keep, zeros, type Tensor2D } from '@tensorflow/tfjs-core';
import { cellOf } from '../protocol/cells';
import { directionsOf, type StackShape } from './shape';

export interface LayerState {
  /** [B, H] */
  h: Tensor2D;
  /** [B, H]; of cells with a cell state */
  c?: Tensor2D;
}

/** Index: layer * D + direction. */
export type HiddenState = LayerState[];

export function zeroState(shape: StackShape, batchSize: number): HiddenState {
  const zero = (): Tensor2D => zeros([batchSize, shape.hiddenSize]);
  return Array.from({ length: shape.layers * directionsOf(shape).length }, () =>
    cellOf(shape.cell).cellState ? { h: zero(), c: zero() } : { h: zero() },
  );
}

/** Lets the state outlive the tidy it was computed in; the tape ends here (truncated backpropagation through time). */
export const keepState = (state: HiddenState): HiddenState =>
  state.map(({ h, c }) => (c ? { h: keep(h), c: keep(c) } : { h: keep(h) }));

export function disposeState(state: HiddenState): void {
  for (const { h, c } of state) {
    h.dispose();
    c?.dispose();
  }
}
