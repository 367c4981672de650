/** The gradients of `cells.ts`: one time step of one row, backwards. */
import { constants, sigmoid, tanhs } from './activations';
import { candidate, Cell } from './cells';
import { loadSome, madd, storeSome } from './simd';

// @ts-ignore: decorator
@inline
function one(): v128 {
  return f32x4.splat(1);
}

/** s (1 - s) d: through a sigmoid of value s. */
// @ts-ignore: decorator
@inline
function throughSigmoid(d: v128, s: v128): v128 {
  return f32x4.mul(f32x4.mul(d, s), f32x4.sub(one(), s));
}

/** (1 - y^2) d: through a tanh of value y. */
// @ts-ignore: decorator
@inline
function throughTanh(d: v128, y: v128): v128 {
  return f32x4.mul(d, f32x4.sub(one(), f32x4.mul(y, y)));
}

/**
 * The gradient of forwardRow: dh [H] comes in as the whole gradient of h_t and leaves as the part that reaches
 * h_{t-1} past the products; dc likewise (lstm); dGates [G*H] are the gradients of the pre-activations.
 */
export function backwardRow(
  cell: i32,
  gates: usize,
  hPrevious: usize,
  h: usize,
  cPrevious: usize,
  c: usize,
  dh: usize,
  dc: usize,
  dGates: usize,
  size: usize,
): void {
  if (cell == Cell.Lstm) lstmBackward(gates, cPrevious, c, dh, dc, dGates, size);
  else if (cell == Cell.Gru) gruBackward(gates, hPrevious, dh, dGates, size);
  else if (cell <= Cell.Residual) simpleBackward(cell, gates, h, dh, dGates, size);
  else gatedBackward(cell, gates, hPrevious, dh, dGates, size);
}

function simpleBackward(cell: i32, gates: usize, h: usize, dh: usize, dGates: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) simpleBackwardSome(cell, gates, h, dh, dGates, size, j << 2, 4);
  if (j < size) simpleBackwardSome(cell, gates, h, dh, dGates, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function simpleBackwardSome(
  cell: i32,
  gates: usize,
  h: usize,
  dh: usize,
  dGates: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const d = loadSome(dh + at, count);
  if (cell == Cell.Residual) {
    storeSome(dGates + at, throughTanh(d, loadSome(gates + at, count)), count);
    return;
  }
  const y = loadSome(h + at, count);
  storeSome(
    dGates + at,
    cell == Cell.Rnn ? throughTanh(d, y) : v128.and(d, f32x4.gt(y, f32x4.splat(0))),
    count,
  );
  storeSome(dh + at, f32x4.splat(0), count);
}

function gatedBackward(cell: i32, gates: usize, hPrevious: usize, dh: usize, dGates: usize, size: usize): void {
  const k = constants();
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gatedBackwardSome(cell, gates, hPrevious, dh, dGates, size, j << 2, 4, k);
  if (j < size) gatedBackwardSome(cell, gates, hPrevious, dh, dGates, size, j << 2, size - j, k);
}

// @ts-ignore: decorator
@inline
function gatedBackwardSome(
  cell: i32,
  gates: usize,
  hPrevious: usize,
  dh: usize,
  dGates: usize,
  size: usize,
  at: usize,
  count: usize,
  k: usize,
): void {
  const block = size << 2;
  const first = gates + at;
  const to = dGates + at;
  const d = loadSome(dh + at, count);
  const previous = loadSome(hPrevious + at, count);
  const a = loadSome(first, count);
  const second = loadSome(first + block, count);
  const rest = f32x4.sub(one(), a);
  if (cell == Cell.Coupled) {
    storeSome(to, throughSigmoid(f32x4.mul(d, f32x4.sub(previous, second)), a), count);
    storeSome(to + block, throughTanh(f32x4.mul(d, rest), second), count);
    storeSome(dh + at, f32x4.mul(d, a), count);
  } else if (cell == Cell.MinGru) {
    const s = sigmoid(second, k);
    const slope = v128.bitselect(one(), f32x4.mul(s, f32x4.sub(one(), s)), f32x4.ge(second, f32x4.splat(0)));
    storeSome(to, throughSigmoid(f32x4.mul(d, f32x4.sub(candidate(second, k), previous)), a), count);
    storeSome(to + block, f32x4.mul(f32x4.mul(d, a), slope), count);
    storeSome(dh + at, f32x4.mul(d, rest), count);
  } else {
    const u = loadSome(first + 2 * block, count);
    storeSome(to, throughSigmoid(f32x4.mul(d, u), a), count);
    storeSome(to + block, throughSigmoid(f32x4.mul(d, previous), second), count);
    storeSome(to + 2 * block, throughTanh(f32x4.mul(d, a), u), count);
    storeSome(dh + at, f32x4.mul(d, second), count);
  }
}

function lstmBackward(
  gates: usize,
  cPrevious: usize,
  c: usize,
  dh: usize,
  dc: usize,
  dGates: usize,
  size: usize,
): void {
  // tanh c waits in the place of the output gate's gradient.
  tanhs(dGates + 3 * (size << 2), c, size);
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) lstmBackwardSome(gates, cPrevious, dh, dc, dGates, size, j << 2, 4);
  if (j < size) lstmBackwardSome(gates, cPrevious, dh, dc, dGates, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function lstmBackwardSome(
  gates: usize,
  cPrevious: usize,
  dh: usize,
  dc: usize,
  dGates: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const block = size << 2;
  const first = gates + at;
  const third = first + 2 * block;
  const to = dGates + at;
  const i = loadSome(first, count);
  const f = loadSome(first + block, count);
  const g = loadSome(third, count);
  const o = loadSome(third + block, count);
  const d = loadSome(dh + at, count);
  const y = loadSome(to + 3 * block, count);
  const dNext = f32x4.add(loadSome(dc + at, count), throughTanh(f32x4.mul(d, o), y));
  storeSome(to, throughSigmoid(f32x4.mul(dNext, g), i), count);
  storeSome(to + block, throughSigmoid(f32x4.mul(dNext, loadSome(cPrevious + at, count)), f), count);
  storeSome(to + 2 * block, throughTanh(f32x4.mul(dNext, i), g), count);
  storeSome(to + 3 * block, throughSigmoid(f32x4.mul(d, y), o), count);
  storeSome(dc + at, f32x4.mul(dNext, f), count);
  storeSome(dh + at, f32x4.splat(0), count);
}

/** z and n; r waits for the gradient of r * h, see gruResetBackward. */
function gruBackward(gates: usize, hPrevious: usize, dh: usize, dGates: usize, size: usize): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gruBackwardSome(gates, hPrevious, dh, dGates, size, j << 2, 4);
  if (j < size) gruBackwardSome(gates, hPrevious, dh, dGates, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function gruBackwardSome(
  gates: usize,
  hPrevious: usize,
  dh: usize,
  dGates: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const block = size << 2;
  const z = loadSome(gates + at + block, count);
  const n = loadSome(gates + at + 2 * block, count);
  const d = loadSome(dh + at, count);
  const dz = f32x4.mul(d, f32x4.sub(loadSome(hPrevious + at, count), n));
  storeSome(dGates + at + block, throughSigmoid(dz, z), count);
  storeSome(dGates + at + 2 * block, throughTanh(f32x4.mul(d, f32x4.sub(one(), z)), n), count);
  storeSome(dh + at, f32x4.mul(d, z), count);
}

/** From dReset, the gradient of r * h_{t-1}: dr, its share of dh, and r * h_{t-1} itself for the weights' gradient. */
export function gruResetBackward(
  gates: usize,
  hPrevious: usize,
  dReset: usize,
  dh: usize,
  dGates: usize,
  reset: usize,
  size: usize,
): void {
  let j: usize = 0;
  for (; j + 4 <= size; j += 4) gruResetBackwardSome(gates, hPrevious, dReset, dh, dGates, reset, size, j << 2, 4);
  if (j < size) gruResetBackwardSome(gates, hPrevious, dReset, dh, dGates, reset, size, j << 2, size - j);
}

// @ts-ignore: decorator
@inline
function gruResetBackwardSome(
  gates: usize,
  hPrevious: usize,
  dReset: usize,
  dh: usize,
  dGates: usize,
  reset: usize,
  size: usize,
  at: usize,
  count: usize,
): void {
  const r = loadSome(gates + at, count);
  const d = loadSome(dReset + at, count);
  const previous = loadSome(hPrevious + at, count);
  storeSome(dGates + at, throughSigmoid(f32x4.mul(d, previous), r), count);
  storeSome(dh + at, madd(d, r, loadSome(dh + at, count)), count);
  storeSome(reset + at, f32x4.mul(r, previous), count);
}
