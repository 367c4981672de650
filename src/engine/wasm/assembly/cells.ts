/**
 * One time step of one row, after the products: `gates` [G*H] comes in as pre-activations and leaves as activations,
 * which the gradient reads again. Gate order and formulas as in `contract.ts`; H may be any size.
 */
import { constants, sigmoid, sigmoids, tanhs } from './activations';
import { loadSome, madd, storeSome } from './simd';
import { multiply, sum } from './vectors';

/** The kernel codes of protocol/cells.ts. */
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

/** f a + (1 - f) b */
// @ts-ignore: decorator
@inline
function mix(f: v128, a: v128, b: v128): v128 {
  return madd(f, f32x4.sub(a, b), b);
}

/** min-gru's candidate: n + 1/2 where n >= 0, else sigmoid n. */
// @ts-ignore: decorator
@inline
export function candidate(n: v128, k: usize): v128 {
  return v128.bitselect(f32x4.add(n, f32x4.splat(0.5)), sigmoid(n, k), f32x4.ge(n, f32x4.splat(0)));
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
  if (cell == Cell.Rnn) {
    tanhs(h, gates, size);
  } else if (cell == Cell.Residual) {
    tanhs(gates, gates, size);
    sum(h, gates, hPrevious, size);
  } else {
    for (let j: usize = 0; j < size; j += 4) {
      const u = loadSome(gates + (j << 2), size - j);
      storeSome(h + (j << 2), f32x4.max(u, f32x4.splat(0)), size - j);
    }
  }
}

function gatedForward(cell: i32, gates: usize, hPrevious: usize, h: usize, size: usize): void {
  const second = gates + (size << 2);
  if (cell == Cell.Independent) {
    sigmoids(gates, 2 * size);
    tanhs(second + (size << 2), second + (size << 2), size);
  } else {
    sigmoids(gates, size);
    // min-gru's candidate stays as it is: its sign decides the gradient.
    if (cell == Cell.Coupled) tanhs(second, second, size);
  }
  const k = constants();
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gatedForwardSome(cell, gates, hPrevious, h, size, j << 2, 4, k);
  if (j < size) gatedForwardSome(cell, gates, hPrevious, h, size, j << 2, size - j, k);
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
  k: usize,
): void {
  const block = size << 2;
  const first = gates + at;
  const previous = loadSome(hPrevious + at, count);
  const a = loadSome(first, count);
  const second = loadSome(first + block, count);
  if (cell == Cell.Coupled) storeSome(h + at, mix(a, previous, second), count);
  else if (cell == Cell.MinGru) storeSome(h + at, mix(a, candidate(second, k), previous), count);
  else storeSome(h + at, madd(second, previous, f32x4.mul(a, loadSome(first + 2 * block, count))), count);
}

function lstmForward(gates: usize, h: usize, cPrevious: usize, c: usize, size: usize): void {
  const block = size << 2;
  const third = gates + 2 * block;
  sigmoids(gates, 2 * size);
  tanhs(third, third, size);
  sigmoids(third + block, size);
  for (let j: usize = 0; j < size; j += 4) {
    const count = size - j;
    const at = gates + (j << 2);
    const kept = f32x4.mul(loadSome(at, count), loadSome(at + 2 * block, count));
    storeSome(c + (j << 2), madd(loadSome(at + block, count), loadSome(cPrevious + (j << 2), count), kept), count);
  }
  tanhs(h, c, size);
  multiply(h, h, third + block, size);
}

/** r and z become gates, and r * h goes to `reset`: what the candidate's product reads. */
export function gruReset(gates: usize, hPrevious: usize, reset: usize, size: usize): void {
  sigmoids(gates, 2 * size);
  multiply(reset, gates, hPrevious, size);
}

function gruForward(gates: usize, hPrevious: usize, h: usize, size: usize): void {
  const n = gates + (size << 3);
  tanhs(n, n, size);
  for (let j: usize = 0; j < size; j += 4) {
    const count = size - j;
    const at = j << 2;
    const z = loadSome(gates + (size << 2) + at, count);
    storeSome(h + at, mix(z, loadSome(hPrevious + at, count), loadSome(n + at, count)), count);
  }
}
