/** Loops over whole arrays; sizes in elements, any number of them. */
import { loadSome, madd, storeSome, total } from './simd';

/** to += from */
export function addTo(to: usize, from: usize, size: usize): void {
  const whole = size & ~3;
  for (let j: usize = 0; j < whole; j += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += 16;
    from += 16;
  }
  if (whole < size)
    storeSome(to, f32x4.add(loadSome(to, size - whole), loadSome(from, size - whole)), size - whole);
}

/** to = a + b */
export function sum(to: usize, a: usize, b: usize, size: usize): void {
  const whole = size & ~3;
  for (let j: usize = 0; j < whole; j += 4) {
    v128.store(to, f32x4.add(v128.load(a), v128.load(b)));
    to += 16;
    a += 16;
    b += 16;
  }
  if (whole < size) storeSome(to, f32x4.add(loadSome(a, size - whole), loadSome(b, size - whole)), size - whole);
}

/** to = alpha a + beta b */
export function blend(to: usize, a: usize, b: usize, alpha: f32, beta: f32, size: usize): void {
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    const count = size - j;
    const rest = f32x4.mul(loadSome(b + at, count), f32x4.splat(beta));
    storeSome(to + at, madd(loadSome(a + at, count), f32x4.splat(alpha), rest), count);
  }
}

/** to = a * b, elementwise */
export function multiply(to: usize, a: usize, b: usize, size: usize): void {
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    storeSome(to + at, f32x4.mul(loadSome(a + at, size - j), loadSome(b + at, size - j)), size - j);
  }
}

// @ts-ignore: decorator
@inline
export function zero(to: usize, size: usize): void {
  memory.fill(to, 0, size << 2);
}

export function copy(to: usize, from: usize, size: usize): void {
  memory.copy(to, from, size << 2);
}

/** Every row of `to` [rows, size] = row. */
export function repeat(to: usize, row: usize, rows: usize, size: usize): void {
  for (; rows > 0; rows--) {
    copy(to, row, size);
    to += size << 2;
  }
}

/** to [size] = the sum of the rows of from [rows, size]. */
export function sumRows(to: usize, from: usize, rows: usize, size: usize): void {
  zero(to, size);
  for (; rows > 0; rows--) {
    addTo(to, from, size);
    from += size << 2;
  }
}

/** to [n, size] = rows ids [n] of table [rows, size]; zeros for an id that is none of its rows. */
export function gather(to: usize, table: usize, rows: usize, ids: usize, n: usize, size: usize): void {
  for (; n > 0; n--) {
    const id = <usize>load<u32>(ids);
    if (id < rows) copy(to, table + ((id * size) << 2), size);
    else zero(to, size);
    to += size << 2;
    ids += 4;
  }
}

/** table [rows, size] = for every row the sum of those of from [n, size] whose id it is; other ids are left out. */
export function scatterAdd(table: usize, rows: usize, ids: usize, from: usize, n: usize, size: usize): void {
  zero(table, rows * size);
  for (; n > 0; n--) {
    const id = <usize>load<u32>(ids);
    if (id < rows) addTo(table + ((id * size) << 2), from, size);
    from += size << 2;
    ids += 4;
  }
}

/** sum of x^2: four lanes of float32 over 1024 numbers at a time, float64 above. */
export function squares(x: usize, size: usize): f64 {
  let result: f64 = 0;
  while (size > 0) {
    const count = size < 1024 ? size : 1024;
    let lanes = f32x4.splat(0);
    for (let j: usize = 0; j < count; j += 4) {
      const value = loadSome(x + (j << 2), count - j);
      lanes = madd(value, value, lanes);
    }
    result += <f64>total(lanes);
    x += count << 2;
    size -= count;
  }
  return result;
}
