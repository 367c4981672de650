/**
 * Packing: a panel holds `width` rows (or columns) of an operand side by side for every step of depth, [K][width], so
 * that the micro-kernels read both operands in one forward sweep whatever their layout was.
 */

/** Four lanes of a, b, c, d turned over: at `to`, `to + step`, ... come their first, second, ... elements. */
// @ts-ignore: decorator
@inline
function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): void {
  const ab = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const cd = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const abHigh = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const cdHigh = i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store(to, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(to + step, i64x2.shuffle(ab, cd, 1, 3));
  v128.store(to + 2 * step, i64x2.shuffle(abHigh, cdHigh, 0, 2));
  v128.store(to + 3 * step, i64x2.shuffle(abHigh, cdHigh, 1, 3));
}

/** Two rows of four turned over into four pairs. */
// @ts-ignore: decorator
@inline
function storePairs(a: v128, b: v128, to: usize, step: usize): void {
  const low = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const high = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store64_lane(to, low, 0);
  v128.store64_lane(to + step, low, 1);
  v128.store64_lane(to + 2 * step, high, 0);
  v128.store64_lane(to + 3 * step, high, 1);
}

/**
 * One panel of `width` (4, 6, 8 or 16): element (i, k) is at from + i * across + k * along, bytes; rows from `present`
 * on are zero.
 */
export function packPanel(
  to: usize,
  from: usize,
  width: usize,
  present: usize,
  across: usize,
  along: usize,
  depth: usize,
): void {
  if (present < width) packEdge(to, from, width, present, across, along, depth);
  else if (across == 4) packContiguous(to, from, width, along, depth);
  else if (along == 4) packTransposed(to, from, width, across, depth);
  else packEdge(to, from, width, width, across, along, depth);
}

function packContiguous(to: usize, from: usize, width: usize, along: usize, depth: usize): void {
  if (width == 16) {
    for (; depth > 0; depth--) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
      to += 64;
      from += along;
    }
  } else if (width == 8) {
    for (; depth > 0; depth--) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += 32;
      from += along;
    }
  } else if (width == 6) {
    for (; depth > 0; depth--) {
      v128.store(to, v128.load(from));
      store<u64>(to, load<u64>(from, 16), 16);
      to += 24;
      from += along;
    }
  } else {
    for (; depth > 0; depth--) {
      v128.store(to, v128.load(from));
      to += 16;
      from += along;
    }
  }
}

function packTransposed(to: usize, from: usize, width: usize, across: usize, depth: usize): void {
  const step = width << 2;
  let k: usize = 0;
  for (; k + 4 <= depth; k += 4) {
    let row = from;
    let at = to;
    let left = width;
    for (; left >= 4; left -= 4) {
      const third = row + 2 * across;
      storeTransposed(v128.load(row), v128.load(row + across), v128.load(third), v128.load(third + across), at, step);
      row = third + 2 * across;
      at += 16;
    }
    if (left > 0) storePairs(v128.load(row), v128.load(row + across), at, step);
    from += 16;
    to += 4 * step;
  }
  if (k < depth) packEdge(to, from, width, width, across, 4, depth - k);
}

function packEdge(
  to: usize,
  from: usize,
  width: usize,
  present: usize,
  across: usize,
  along: usize,
  depth: usize,
): void {
  for (; depth > 0; depth--) {
    let at = from;
    for (let i: usize = 0; i < present; i++) {
      store<f32>(to + (i << 2), load<f32>(at));
      at += across;
    }
    for (let i = present; i < width; i++) store<f32>(to + (i << 2), 0);
    to += width << 2;
    from += along;
  }
}
