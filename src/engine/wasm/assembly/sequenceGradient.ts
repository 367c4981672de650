/** The gradient of `sequence.ts`. */
import { backwardRow, gruResetBackward } from './cellGradients';
import { Cell } from './cells';
import { gemm, gemmPacked, gemmScratch, packB, packedBytes } from './gemm';
import { Sequence } from './operands';
import { addTo, copy, scatterAdd, sumRows, zero } from './vectors';

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
  sumRows(s.db, dGates, tokens / s.biases, s.biases * columns);
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
