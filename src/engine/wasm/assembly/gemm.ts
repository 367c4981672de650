/**
 * C (+)= A B by packed panels (Goto & van de Geijn 2008): a panel of B (depth x 8 or 16) stays in the first-level cache
 * while all row panels of A pass by it. Operands are given by strides in bytes, so NN, NT and TN are one routine.
 */
import { micro4, micro4x16, micro6 } from './microkernels';
import { packPanel } from './pack';
import { zero } from './vectors';

/** Columns of a panel of B: 16 in the build whose vectors V8 is to join in pairs. */
const panelWidth: usize = isDefined(WIDE) ? 16 : 8;
/** Steps of depth in one block: panels of 4 or 6 KB (A) and 8 or 16 KB (B). */
const depthBlock: usize = 256;
/** Rows of A packed at a time: 96 KB. */
const rowBlock: usize = 96;
/** Columns of B packed at a time: 512 KB. */
const columnBlock: usize = 512;
const tileBytes: usize = 256;
const packedABytes: usize = (rowBlock + 8) * depthBlock * 4;
const packedBBytes: usize = columnBlock * depthBlock * 4;

// @ts-ignore: decorator
@inline
function least(a: usize, b: usize): usize {
  return a < b ? a : b;
}

/** Bytes of scratch that gemmPacked needs. */
// @ts-ignore: decorator
@inline
export function packedScratch(): usize {
  return tileBytes + packedABytes;
}

/** Bytes of scratch that gemm needs, whatever the sizes. */
export function gemmScratch(): usize {
  return packedScratch() + packedBBytes;
}

// @ts-ignore: decorator
@inline
function padded(columns: usize): usize {
  return (columns + panelWidth - 1) & ~(panelWidth - 1);
}

/** Bytes of a whole B [depth, columns] packed. */
export function packedBytes(depth: usize, columns: usize): usize {
  return depth * padded(columns) * 4;
}

/** Packs B [depth, columns]: block of depth after block, in each the panels of columns, the last one padded. */
export function packB(to: usize, b: usize, along: usize, across: usize, depth: usize, columns: usize): void {
  for (let k: usize = 0; k < depth; k += depthBlock) {
    const steps = least(depthBlock, depth - k);
    for (let j: usize = 0; j < columns; j += panelWidth) {
      const present = least(panelWidth, columns - j);
      packPanel(to, b + k * along + j * across, panelWidth, present, across, along, steps);
      to += steps * panelWidth * 4;
    }
  }
}

/** Rows of the next panel where `rows` are left: sixes, but two fours rather than six and two. */
// @ts-ignore: decorator
@inline
function panelHeight(rows: usize): usize {
  if (!ASC_FEATURE_RELAXED_SIMD || isDefined(WIDE)) return 4;
  return rows == 8 || rows <= 4 ? 4 : 6;
}

function packA(to: usize, a: usize, across: usize, along: usize, rows: usize, steps: usize): void {
  while (rows > 0) {
    const height = panelHeight(rows);
    const present = least(height, rows);
    packPanel(to, a, height, present, across, along, steps);
    to += height * steps * 4;
    a += present * across;
    rows -= present;
  }
}

// @ts-ignore: decorator
@inline
function micro(height: usize, a: usize, b: usize, steps: usize, c: usize, stride: usize, accumulate: bool): void {
  if (isDefined(WIDE)) micro4x16(a, b, <i32>steps, c, stride, accumulate);
  else if (ASC_FEATURE_RELAXED_SIMD && height == 6) micro6(a, b, <i32>steps, c, stride, accumulate);
  else micro4(a, b, <i32>steps, c, stride, accumulate);
}

/** One tile at the edge of C: computed whole aside, the part inside C copied. */
function edgeTile(
  a: usize,
  b: usize,
  steps: usize,
  c: usize,
  stride: usize,
  accumulate: bool,
  height: usize,
  rows: usize,
  columns: usize,
  tile: usize,
): void {
  micro(height, a, b, steps, tile, panelWidth << 2, false);
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < columns; j++) {
      const at = c + (j << 2);
      const value = load<f32>(tile + (j << 2));
      store<f32>(at, accumulate ? load<f32>(at) + value : value);
    }
    tile += panelWidth << 2;
    c += stride;
  }
}

/** All tiles of packed rows times packed columns over one block of depth. */
function multiplyBlock(
  packedA: usize,
  packedB: usize,
  steps: usize,
  c: usize,
  stride: usize,
  accumulate: bool,
  rows: usize,
  columns: usize,
  tile: usize,
): void {
  for (let j: usize = 0; j < columns; j += panelWidth) {
    const width = least(panelWidth, columns - j);
    let a = packedA;
    let at = c + (j << 2);
    let left = rows;
    while (left > 0) {
      const height = panelHeight(left);
      const present = least(height, left);
      if (width < panelWidth || present < height)
        edgeTile(a, packedB, steps, at, stride, accumulate, height, present, width, tile);
      else micro(height, a, packedB, steps, at, stride, accumulate);
      a += height * steps * 4;
      at += present * stride;
      left -= present;
    }
    packedB += steps * panelWidth * 4;
  }
}

/**
 * C [rows, columns] (+)= A B, with B packed by packB. A's element (i, k) is at a + i * aAcross + k * aAlong; rows of C
 * are `stride` bytes apart.
 */
export function gemmPacked(
  a: usize,
  aAcross: usize,
  aAlong: usize,
  packedB: usize,
  c: usize,
  stride: usize,
  rows: usize,
  columns: usize,
  depth: usize,
  accumulate: bool,
  scratch: usize,
): void {
  const packedA = scratch + tileBytes;
  for (let k: usize = 0; k < depth; k += depthBlock) {
    const steps = least(depthBlock, depth - k);
    const block = packedB + k * padded(columns) * 4;
    for (let i: usize = 0; i < rows; i += rowBlock) {
      const count = least(rowBlock, rows - i);
      packA(packedA, a + i * aAcross + k * aAlong, aAcross, aAlong, count, steps);
      multiplyBlock(packedA, block, steps, c + i * stride, stride, accumulate || k > 0, count, columns, scratch);
    }
  }
}

/** C [rows, columns] (+)= A B; B's element (k, j) is at b + k * bAlong + j * bAcross. */
export function gemm(
  a: usize,
  aAcross: usize,
  aAlong: usize,
  b: usize,
  bAlong: usize,
  bAcross: usize,
  c: usize,
  stride: usize,
  rows: usize,
  columns: usize,
  depth: usize,
  accumulate: bool,
  scratch: usize,
): void {
  const packedB = scratch + packedScratch();
  if (depth == 0 && !accumulate) for (let i: usize = 0; i < rows; i++) zero(c + i * stride, columns);
  for (let j: usize = 0; j < columns; j += columnBlock) {
    const width = least(columnBlock, columns - j);
    for (let k: usize = 0; k < depth; k += depthBlock) {
      const steps = least(depthBlock, depth - k);
      packB(packedB, b + k * bAlong + j * bAcross, bAlong, bAcross, steps, width);
      gemmPacked(
        a + k * aAlong, aAcross, aAlong, packedB, c + (j << 2), stride,
        rows, width, steps, accumulate || k > 0, scratch,
      );
    }
  }
}
