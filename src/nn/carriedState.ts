/**
 * The hidden state that a run carries from batch to batch, in memory that all its threads see: each writes its rows after a step, and the
 * first saves all of them with a checkpoint. Steps alternate between two copies: no thread is more than one step ahead of another.
 */
import { tensor2d } from '@tensorflow/tfjs-core';
import { valuesOf } from '../engine/values';
import { cellOf } from '../protocol/cells';
import { directionsOf, type StackShape } from './shape';
import { keepState, type HiddenState } from './state';

type Shape = Pick<StackShape, 'cell' | 'hiddenSize' | 'layers' | 'bidirectional'>;

/** Numbers of the state of so many rows, the most that a batch has. */
export const stateSize = (shape: Shape, rows: number): number => matricesOf(shape) * rows * shape.hiddenSize;

/** [B, H] matrices of the state: h, or h and c, of each layer and direction. */
const matricesOf = (shape: Shape): number =>
  shape.layers * directionsOf(shape).length * (cellOf(shape.cell).cellState ? 2 : 1);

/** Memory for both copies. */
export const carriedMemory = (shape: Shape, rows: number): Float32Array =>
  new Float32Array(new SharedArrayBuffer(2 * stateSize(shape, rows) * Float32Array.BYTES_PER_ELEMENT));

export class CarriedState {
  private steps = 0;

  /** @param memory made by `carriedMemory` */
  constructor(
    private readonly shape: Shape,
    private readonly memory: Float32Array,
  ) {}

  /** Of all rows, after so many steps, the last or the one before it: [matrices, B, H], then what larger batches would need. */
  after(steps: number): Float32Array {
    const size = this.memory.length / 2;
    return this.memory.slice((steps % 2) * size, ((steps % 2) + 1) * size);
  }

  /** Keeps the rows from `from` on, of so many, after a step. */
  write(state: HiddenState, rows: number, from: number): void {
    this.steps++;
    const { hiddenSize } = this.shape;
    const start = ((this.steps % 2) * this.memory.length) / 2;
    const matrices = state.flatMap(({ h, c }) => (c ? [h, c] : [h]));
    for (const [index, matrix] of matrices.entries())
      this.memory.set(valuesOf(matrix), start + (index * rows + from) * hiddenSize);
  }

  /** Rows [from, to) of so many saved values; lives until it is disposed. */
  read(values: Float32Array, rows: number, from: number, to: number): HiddenState {
    const { hiddenSize } = this.shape;
    const matrix = (index: number) =>
      tensor2d(values.slice((index * rows + from) * hiddenSize, (index * rows + to) * hiddenSize), [
        to - from,
        hiddenSize,
      ]);
    const perEntry = cellOf(this.shape.cell).cellState ? 2 : 1;
    const entries = Array.from({ length: matricesOf(this.shape) / perEntry }, (_, entry) =>
      perEntry === 2 ? { h: matrix(2 * entry), c: matrix(2 * entry + 1) } : { h: matrix(entry) },
    );
    return keepState(entries);
  }
}
