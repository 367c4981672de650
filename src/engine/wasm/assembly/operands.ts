/**
 * The operands as they lie in memory, one 32-bit word each, in the order of `recurrent.ts` beside the assembly. An
 * address of 0 is an operand that is not there.
 */
@unmanaged
export class Sequence {
  cell: i32;
  /** Column blocks of the cell's weights: G. */
  blocks: usize;
  reverse: i32;
  steps: usize;
  rows: usize;
  inputSize: usize;
  hiddenSize: usize;
  /** Rows of b: 1, or one for each row. */
  biases: usize;
  /** [T,B,I], or 0 where there are ids [T,B]. */
  x: usize;
  ids: usize;
  wx: usize;
  wh: usize;
  b: usize;
  h0: usize;
  c0: usize;
  lengths: usize;
  /** [T,B,H] */
  h: usize;
  hLast: usize;
  cLast: usize;
  /** [T,B,G*H] activations, and [T,B,H] cell states (lstm) */
  gates: usize;
  cells: usize;
  /** Gradients: of h [T,B,H] and of the last states [B,H], each 0 for none, */
  dh: usize;
  dhLast: usize;
  dcLast: usize;
  /** and what they lead to; dx 0 where nobody asks. dh0 and dc0 also carry the gradient from step to step. */
  dx: usize;
  dwx: usize;
  dwh: usize;
  db: usize;
  dh0: usize;
  dc0: usize;
  /** forwardScratch or backwardScratch bytes */
  scratch: usize;

  @inline columns(): usize {
    return this.blocks * this.hiddenSize;
  }
  /** Floats of one step of the state. */
  @inline stateSize(): usize {
    return this.rows * this.hiddenSize;
  }
  /** The bias of a row. */
  @inline bias(row: usize): usize {
    return this.biases == 1 ? this.b : this.b + ((row * this.columns()) << 2);
  }
  @inline time(i: usize): usize {
    return this.reverse ? this.steps - 1 - i : i;
  }
  /** The state before the i-th step processed: a slice of `all` [T,B,H] or `initial`. */
  @inline before(i: usize, all: usize, initial: usize): usize {
    return i == 0 ? initial : all + ((this.time(i - 1) * this.stateSize()) << 2);
  }
  @inline ended(row: usize, t: usize): bool {
    return this.lengths != 0 && <i32>t >= load<i32>(this.lengths + (row << 2));
  }
}
