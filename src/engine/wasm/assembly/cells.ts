/**
 * One time step of one row, after the products: `gates` [G*H] comes in as pre-activations and leaves as activations,
 * which the gradient reads again. Gate order and formulas as in `contract.ts`; H may be any size.
 */
import { loadSome, madd, sigmoid, storeSome, tanh } from './simd';

export const enum Cell {
  Rnn,
  RnnRelu,
  Residual,
  Coupled,
  Independent,
  Gru,
  Lstm,
  MinGru,
}

/** Column blocks of the cell's weights. */
export function gateCount(cell: i32): usize {
  if (cell <= Cell.Residual) return 1;
  if (cell == Cell.Coupled || cell == Cell.MinGru) return 2;
  return cell == Cell.Lstm ? 4 : 3;
}

/** f a + (1 - f) b */
// @ts-ignore: decorator
@inline
function mix(f: v128, a: v128, b: v128): v128 {
  return madd(f, f32x4.sub(a, b), b);
}

/** min-gru's candidate: n + 1/2 where n >= 0, else sigmoid n. */
// @ts-ignore: decorator
@inline
export function candidate(n: v128): v128 {
  return v128.bitselect(f32x4.add(n, f32x4.splat(0.5)), sigmoid(n), f32x4.ge(n, f32x4.splat(0)));
}

/** h and c of the next step, `size` units; cPrevious and c are the lstm's. The gru comes in two halves (below). */
export function forwardRow(
  cell: i32,
  gates: usize,
  hPrevious: usize,
  h: usize,
  cPrevious: usize,
  c: usize,
  size: usize,
): void {
  if (cell == Cell.Lstm) lstmForward(gates, h, cPrevious, c, size);
  else if (cell == Cell.Gru) gruForward(gates, hPrevious, h, size);
  else if (cell <= Cell.Residual) simpleForward(cell, gates, hPrevious, h, size);
  else gatedForward(cell, gates, hPrevious, h, size);
}

function simpleForward(cell: i32, gates: usize, hPrevious: usize, h: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) simpleForwardSome(cell, gates, hPrevious, h, size, j << 2, 4);
  if (j < size) simpleForwardSome(cell, gates, hPrevious, h, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function simpleForwardSome(
  cell: i32,
  gates: usize,
  hPrevious: usize,
  h: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  let u = loadSome(gates + at, count);
  if (cell == Cell.RnnRelu) u = f32x4.max(u, f32x4.splat(0));
  else u = tanh(u);
  if (cell == Cell.Residual) {
    storeSome(gates + at, u, count);
    u = f32x4.add(u, loadSome(hPrevious + at, count));
  }
  storeSome(h + at, u, count);
}

function gatedForward(cell: i32, gates: usize, hPrevious: usize, h: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gatedForwardSome(cell, gates, hPrevious, h, size, j << 2, 4);
  if (j < size) gatedForwardSome(cell, gates, hPrevious, h, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function gatedForwardSome(
  cell: i32,
  gates: usize,
  hPrevious: usize,
  h: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const block = size << 2;
  const first = gates + at;
  const previous = loadSome(hPrevious + at, count);
  const a = sigmoid(loadSome(first, count));
  storeSome(first, a, count);
  if (cell == Cell.Coupled) {
    const u = tanh(loadSome(first + block, count));
    storeSome(first + block, u, count);
    storeSome(h + at, mix(a, previous, u), count);
  } else if (cell == Cell.MinGru) {
    // n stays as it is: its sign decides the gradient.
    storeSome(h + at, mix(a, candidate(loadSome(first + block, count)), previous), count);
  } else {
    const f = sigmoid(loadSome(first + block, count));
    const u = tanh(loadSome(first + 2 * block, count));
    storeSome(first + block, f, count);
    storeSome(first + 2 * block, u, count);
    storeSome(h + at, madd(f, previous, f32x4.mul(a, u)), count);
  }
}

function lstmForward(gates: usize, h: usize, cPrevious: usize, c: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) lstmForwardSome(gates, h, cPrevious, c, size, j << 2, 4);
  if (j < size) lstmForwardSome(gates, h, cPrevious, c, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function lstmForwardSome(
  gates: usize,
  h: usize,
  cPrevious: usize,
  c: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const block = size << 2;
  const first = gates + at;
  const third = first + 2 * block;
  const i = sigmoid(loadSome(first, count));
  const f = sigmoid(loadSome(first + block, count));
  const g = tanh(loadSome(third, count));
  const o = sigmoid(loadSome(third + block, count));
  const next = madd(f, loadSome(cPrevious + at, count), f32x4.mul(i, g));
  storeSome(first, i, count);
  storeSome(first + block, f, count);
  storeSome(third, g, count);
  storeSome(third + block, o, count);
  storeSome(c + at, next, count);
  storeSome(h + at, f32x4.mul(o, tanh(next)), count);
}

/** r and z become gates, and r * h goes to `reset`: what the candidate's product reads. */
export function gruReset(gates: usize, hPrevious: usize, reset: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gruResetSome(gates, hPrevious, reset, size, j << 2, 4);
  if (j < size) gruResetSome(gates, hPrevious, reset, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function gruResetSome(gates: usize, hPrevious: usize, reset: usize, size: usize, at: usize, count: usize): void {
  const block = size << 2;
  const r = sigmoid(loadSome(gates + at, count));
  storeSome(gates + at, r, count);
  storeSome(gates + at + block, sigmoid(loadSome(gates + at + block, count)), count);
  storeSome(reset + at, f32x4.mul(r, loadSome(hPrevious + at, count)), count);
}

function gruForward(gates: usize, hPrevious: usize, h: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gruForwardSome(gates, hPrevious, h, size, j << 2, 4);
  if (j < size) gruForwardSome(gates, hPrevious, h, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function gruForwardSome(gates: usize, hPrevious: usize, h: usize, size: usize, at: usize, count: usize): void {
  const block = size << 2;
  const n = tanh(loadSome(gates + at + 2 * block, count));
  storeSome(gates + at + 2 * block, n, count);
  storeSome(h + at, mix(loadSome(gates + at + block, count), loadSome(hPrevious + at, count), n), count);
}
