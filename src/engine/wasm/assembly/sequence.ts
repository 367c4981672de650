/** A recurrent layer over a whole sequence, forward and backward. */
import { backwardRow, Cell, forwardRow, gateCount, gruReset, gruResetBackward } from './cells';
import { gemm, gemmPacked, gemmScratch, packB, packedBytes } from './gemm';
import { addTo, copy, repeat, scatterAdd, sum, sumRows, zero } from './vectors';

/**
 * The operands as they lie in memory, one 32-bit word each, in the order of `sequence.ts` beside the assembly. An
 * address of 0 is an operand that is not there.
 */
@unmanaged
export class Sequence {
  cell: i32;
  reverse: i32;
  steps: usize;
  rows: usize;
  inputSize: usize;
  hiddenSize: usize;
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
    return gateCount(this.cell) * this.hiddenSize;
  }
  /** Floats of one step of the state. */
  @inline stateSize(): usize {
    return this.rows * this.hiddenSize;
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

function whBytes(s: Sequence): usize {
  return packedBytes(s.hiddenSize, 2 * s.hiddenSize) + packedBytes(s.hiddenSize, s.columns());
}

export function forwardScratch(at: usize): usize {
  const s = changetype<Sequence>(at);
  return gemmScratch() + whBytes(s) + s.stateSize() * 4;
}

/** h, hLast and cLast; gates and cells for the gradient. */
export function forward(at: usize): void {
  const s = changetype<Sequence>(at);
  if (s.ids == 0) {
    repeat(s.gates, s.b, s.steps * s.rows, s.columns());
    gemm(
      s.x, s.inputSize << 2, 4, s.wx, s.columns() << 2, 4,
      s.gates, s.columns() << 2, s.steps * s.rows, s.columns(), s.inputSize, true, s.scratch,
    );
  }
  if (s.cell == Cell.Gru) packGru(s);
  else if (s.wh) packB(s.scratch + gemmScratch(), s.wh, s.columns() << 2, 4, s.hiddenSize, s.columns());
  for (let i: usize = 0; i < s.steps; i++) forwardStep(s, i);
  copy(s.hLast, s.before(s.steps, s.h, s.h0), s.stateSize());
  if (s.c0) copy(s.cLast, s.before(s.steps, s.cells, s.c0), s.stateSize());
}

/** Wh's columns of r and z, and behind them those of n. */
function packGru(s: Sequence): void {
  const stride = s.columns() << 2;
  const packed = s.scratch + gemmScratch();
  packB(packed, s.wh, stride, 4, s.hiddenSize, 2 * s.hiddenSize);
  packB(packed + packedBytes(s.hiddenSize, 2 * s.hiddenSize), s.wh + (s.hiddenSize << 3), stride, 4, s.hiddenSize, s.hiddenSize);
}

function forwardStep(s: Sequence, i: usize): void {
  const t = s.time(i);
  const columns = s.columns();
  const gates = s.gates + ((t * s.rows * columns) << 2);
  const before = s.before(i, s.h, s.h0);
  if (s.ids) gatherInputs(s, t, gates);
  const packed = s.scratch + gemmScratch();
  const size = s.hiddenSize;
  if (s.cell == Cell.Gru) {
    const reset = packed + whBytes(s);
    gemmPacked(before, size << 2, 4, packed, gates, columns << 2, s.rows, 2 * size, size, true, s.scratch);
    for (let row: usize = 0; row < s.rows; row++) {
      const state = (row * size) << 2;
      gruReset(gates + ((row * columns) << 2), before + state, reset + state, size);
    }
    const packedN = packed + packedBytes(size, 2 * size);
    gemmPacked(reset, size << 2, 4, packedN, gates + (size << 3), columns << 2, s.rows, size, size, true, s.scratch);
  } else if (s.wh) {
    gemmPacked(before, size << 2, 4, packed, gates, columns << 2, s.rows, columns, size, true, s.scratch);
  }
  advanceRows(s, i, t, gates);
}

/** x_t Wx + b where x is token ids: rows of wx (none for an id beyond them, as with one-hot rows). */
function gatherInputs(s: Sequence, t: usize, gates: usize): void {
  const columns = s.columns();
  const ids = s.ids + ((t * s.rows) << 2);
  for (let row: usize = 0; row < s.rows; row++) {
    const id = <usize>load<u32>(ids + (row << 2));
    const to = gates + ((row * columns) << 2);
    if (id < s.inputSize) sum(to, s.wx + ((id * columns) << 2), s.b, columns);
    else copy(to, s.b, columns);
  }
}

function advanceRows(s: Sequence, i: usize, t: usize, gates: usize): void {
  const size = s.hiddenSize;
  const columns = s.columns();
  const here = (t * s.stateSize()) << 2;
  const before = s.before(i, s.h, s.h0);
  const cBefore = s.c0 ? s.before(i, s.cells, s.c0) : 0;
  for (let row: usize = 0; row < s.rows; row++) {
    const state = (row * size) << 2;
    const h = s.h + here + state;
    const c = s.cells + here + state;
    if (s.ended(row, t)) {
      copy(h, before + state, size);
      if (s.c0) copy(c, cBefore + state, size);
    } else forwardRow(s.cell, gates + ((row * columns) << 2), before + state, h, cBefore + state, c, size);
  }
}

/** After the gemm's: Wh^T packed, dGates [T,B,G*H], and for the gru r * h [T,B,H] and its gradient [B,H]. */
export function backwardScratch(at: usize): usize {
  const s = changetype<Sequence>(at);
  const tokens = s.steps * s.rows;
  const gru = s.cell == Cell.Gru ? (tokens + s.rows) * s.hiddenSize * 4 : 0;
  return gemmScratch() + packedTransposedBytes(s) + tokens * s.columns() * 4 + gru;
}

function packedTransposedBytes(s: Sequence): usize {
  return s.wh ? packedBytes(s.columns(), s.hiddenSize) : 0;
}

// @ts-ignore: decorator
@inline
function gradientsOfGates(s: Sequence): usize {
  return s.scratch + gemmScratch() + packedTransposedBytes(s);
}

// @ts-ignore: decorator
@inline
function resets(s: Sequence): usize {
  return gradientsOfGates(s) + ((s.steps * s.rows * s.columns()) << 2);
}

export function backward(at: usize): void {
  const s = changetype<Sequence>(at);
  start(s.dh0, s.dhLast, s.stateSize());
  if (s.c0) start(s.dc0, s.dcLast, s.stateSize());
  if (s.wh) packTransposed(s);
  for (let i = s.steps; i > 0; i--) backwardStep(s, i - 1);
  inputGradients(s);
  if (s.wh) hiddenGradients(s);
}

function start(to: usize, from: usize, size: usize): void {
  if (from) copy(to, from, size);
  else zero(to, size);
}

/** Wh^T as one operand, except for the gru: that of n goes into one product, that of r and z into another. */
function packTransposed(s: Sequence): void {
  const size = s.hiddenSize;
  const stride = s.columns() << 2;
  const packed = s.scratch + gemmScratch();
  if (s.cell != Cell.Gru) {
    packB(packed, s.wh, 4, stride, s.columns(), size);
    return;
  }
  packB(packed, s.wh, 4, stride, 2 * size, size);
  packB(packed + packedBytes(2 * size, size), s.wh + (size << 3), 4, stride, size, size);
}

function backwardStep(s: Sequence, i: usize): void {
  const t = s.time(i);
  const size = s.hiddenSize;
  const columns = s.columns();
  const dGates = gradientsOfGates(s) + ((t * s.rows * columns) << 2);
  if (s.dh) addTo(s.dh0, s.dh + ((t * s.stateSize()) << 2), s.stateSize());
  retreatRows(s, i, t, dGates);
  if (s.wh == 0) return;
  const packed = s.scratch + gemmScratch();
  const stride = columns << 2;
  if (s.cell == Cell.Gru) retreatReset(s, i, t, dGates);
  const depth: usize = s.cell == Cell.Gru ? 2 * size : columns;
  gemmPacked(dGates, stride, 4, packed, s.dh0, size << 2, s.rows, size, depth, true, s.scratch);
}

function retreatRows(s: Sequence, i: usize, t: usize, dGates: usize): void {
  const size = s.hiddenSize;
  const columns = s.columns();
  const here = (t * s.stateSize()) << 2;
  const gates = s.gates + ((t * s.rows * columns) << 2);
  const before = s.before(i, s.h, s.h0);
  const cBefore = s.c0 ? s.before(i, s.cells, s.c0) : 0;
  for (let row: usize = 0; row < s.rows; row++) {
    const state = (row * size) << 2;
    const at = (row * columns) << 2;
    if (s.ended(row, t)) {
      zero(dGates + at, columns);
      continue;
    }
    backwardRow(
      s.cell, gates + at, before + state, s.h + here + state, cBefore + state, s.cells + here + state,
      s.dh0 + state, s.dc0 + state, dGates + at, size,
    );
  }
}

/** The gru's way back through n's product: d(r h) = dn Wn^T. */
function retreatReset(s: Sequence, i: usize, t: usize, dGates: usize): void {
  const size = s.hiddenSize;
  const columns = s.columns();
  const reset = resets(s) + ((t * s.stateSize()) << 2);
  const dReset = resets(s) + ((s.steps * s.stateSize()) << 2);
  const packedN = s.scratch + gemmScratch() + packedBytes(2 * size, size);
  const before = s.before(i, s.h, s.h0);
  const gates = s.gates + ((t * s.rows * columns) << 2);
  gemmPacked(dGates + (size << 3), columns << 2, 4, packedN, dReset, size << 2, s.rows, size, size, false, s.scratch);
  for (let row: usize = 0; row < s.rows; row++) {
    const state = (row * size) << 2;
    const at = (row * columns) << 2;
    // An ended row's gate gradients are zero and stay so.
    if (s.ended(row, t)) zero(reset + state, size);
    else gruResetBackward(gates + at, before + state, dReset + state, s.dh0 + state, dGates + at, reset + state, size);
  }
}

function inputGradients(s: Sequence): void {
  const tokens = s.steps * s.rows;
  const columns = s.columns();
  const stride = columns << 2;
  const dGates = gradientsOfGates(s);
  sumRows(s.db, dGates, tokens, columns);
  if (s.ids) scatterAdd(s.dwx, s.inputSize, s.ids, dGates, tokens, columns);
  else gemm(s.x, 4, s.inputSize << 2, dGates, stride, 4, s.dwx, stride, s.inputSize, columns, tokens, false, s.scratch);
  if (s.dx)
    gemm(dGates, stride, 4, s.wx, 4, stride, s.dx, s.inputSize << 2, tokens, s.inputSize, columns, false, s.scratch);
}

/** dWh = sum over steps of h_{t-1}^T dGates_t: the steps after the first are one product, the initial state another. */
function hiddenGradients(s: Sequence): void {
  const size = s.hiddenSize;
  const columns = s.columns();
  const gru = s.cell == Cell.Gru;
  const dGates = gradientsOfGates(s);
  const seen: usize = gru ? 2 * size : columns;
  const later = (s.steps - 1) * s.rows;
  const stepBytes = (s.rows * columns) << 2;
  const first = dGates + s.time(0) * stepBytes;
  const states = s.reverse ? s.h + (s.stateSize() << 2) : s.h;
  product(s, s.h0, first, s.dwh, s.rows, seen, false);
  product(s, states, s.reverse ? dGates : dGates + stepBytes, s.dwh, later, seen, true);
  if (gru) product(s, resets(s), dGates + (size << 3), s.dwh + (size << 3), s.steps * s.rows, size, false);
}

/** to [H, width] (+)= states^T dGates over `tokens` rows. */
function product(
  s: Sequence,
  states: usize,
  dGates: usize,
  to: usize,
  tokens: usize,
  width: usize,
  accumulate: bool,
): void {
  const stride = s.columns() << 2;
  const size = s.hiddenSize;
  gemm(states, 4, size << 2, dGates, stride, 4, to, stride, size, width, tokens, accumulate, s.scratch);
}
