/** A recurrent layer over a whole sequence. */
import { Cell, forwardRow, gruReset } from './cells';
import { gemm, gemmPacked, gemmScratch, packB, packedBytes } from './gemm';
import { Sequence } from './operands';
import { copy, repeat, sum } from './vectors';

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
    repeat(s.gates, s.b, (s.steps * s.rows) / s.biases, s.biases * s.columns());
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
  const behind = packed + packedBytes(s.hiddenSize, 2 * s.hiddenSize);
  packB(behind, s.wh + (s.hiddenSize << 3), stride, 4, s.hiddenSize, s.hiddenSize);
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
    if (id < s.inputSize) sum(to, s.wx + ((id * columns) << 2), s.bias(row), columns);
    else copy(to, s.bias(row), columns);
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
