/** Additive attention, a row at a time: its keys and values stay in the cache. Shapes as in `contract.ts`. */
import { constants, exp, tanh } from './activations';
import { loadSome, madd, storeSome, total } from './simd';
import { zero } from './vectors';

/**
 * The operands as they lie in memory, one 32-bit word each, in the order of `attention.ts` beside the assembly. Gradients
 * are read by `attendBackward` only.
 */
@unmanaged
export class Attention {
  steps: usize;
  rows: usize;
  /** Of keys and of values. */
  hiddenSize: usize;
  valueSize: usize;
  keys: usize;
  values: usize;
  query: usize;
  score: usize;
  lengths: usize;
  weights: usize;
  context: usize;
  dContext: usize;
  dKeys: usize;
  dValues: usize;
  dQuery: usize;
  dScore: usize;
  /** [S] */
  scratch: usize;

  /** Where row `row` of step `step` begins in keys, or in an array like them. */
  @inline key(array: usize, step: usize, row: usize): usize {
    return array + (((step * this.rows + row) * this.hiddenSize) << 2);
  }
  @inline value(array: usize, step: usize, row: usize): usize {
    return array + (((step * this.rows + row) * this.valueSize) << 2);
  }
  @inline weight(step: usize, row: usize): usize {
    return this.weights + ((step * this.rows + row) << 2);
  }
  /** Steps of a row that are no padding. */
  @inline length(row: usize): usize {
    const length = <usize>load<u32>(this.lengths + (row << 2));
    return length < this.steps ? length : this.steps;
  }
}

/** weights and context */
export function attend(at: usize): void {
  const a = changetype<Attention>(at);
  for (let row: usize = 0; row < a.rows; row++) {
    const length = a.length(row);
    const query = a.key(a.query, 0, row);
    for (let step: usize = 0; step < length; step++)
      store<f32>(a.weight(step, row), scoreOf(a.key(a.keys, step, row), query, a.score, a.hiddenSize));
    softmax(a, row, length);
    const context = a.value(a.context, 0, row);
    zero(context, a.valueSize);
    for (let step: usize = 0; step < length; step++)
      addScaled(context, a.value(a.values, step, row), load<f32>(a.weight(step, row)), a.valueSize);
  }
}

/** sum of score * tanh(key + query) */
function scoreOf(key: usize, query: usize, score: usize, size: usize): f32 {
  const k = constants();
  let low = f32x4.splat(0);
  let high = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 8 <= size; j += 8) {
    const at = j << 2;
    low = madd(v128.load(score + at), tanh(f32x4.add(v128.load(key + at), v128.load(query + at)), k), low);
    high = madd(
      v128.load(score + at, 16),
      tanh(f32x4.add(v128.load(key + at, 16), v128.load(query + at, 16)), k),
      high,
    );
  }
  for (; j < size; j += 4) {
    const at = j << 2;
    const count = size - j;
    const feature = tanh(f32x4.add(loadSome(key + at, count), loadSome(query + at, count)), k);
    low = madd(loadSome(score + at, count), feature, low);
  }
  return total(f32x4.add(low, high));
}

/** Over the steps of a row that are no padding; the others get 0. */
function softmax(a: Attention, row: usize, length: usize): void {
  const k = constants();
  let most: f32 = -f32.MAX_VALUE;
  for (let step: usize = 0; step < length; step++) most = max(most, load<f32>(a.weight(step, row)));
  let sum: f32 = 0;
  for (let step: usize = 0; step < length; step++) {
    const at = a.weight(step, row);
    const weight = f32x4.extract_lane(exp(f32x4.splat(load<f32>(at) - most), k), 0);
    store<f32>(at, weight);
    sum += weight;
  }
  for (let step: usize = 0; step < length; step++) {
    const at = a.weight(step, row);
    store<f32>(at, load<f32>(at) / sum);
  }
  for (let step = length; step < a.steps; step++) store<f32>(a.weight(step, row), 0);
}

/** to += factor * from */
function addScaled(to: usize, from: usize, factor: f32, size: usize): void {
  const all = f32x4.splat(factor);
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    storeSome(to + at, madd(all, loadSome(from + at, size - j), loadSome(to + at, size - j)), size - j);
  }
}

/** to = factor * from; returns from . other */
function scaleAndDot(to: usize, from: usize, factor: f32, other: usize, size: usize): f32 {
  const all = f32x4.splat(factor);
  let dot = f32x4.splat(0);
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    const some = loadSome(from + at, size - j);
    dot = madd(some, loadSome(other + at, size - j), dot);
    storeSome(to + at, f32x4.mul(all, some), size - j);
  }
  return total(dot);
}

/** dKeys, dValues, dQuery and dScore from dContext; tanh is taken anew. */
export function attendBackward(at: usize): void {
  const a = changetype<Attention>(at);
  zero(a.dScore, a.hiddenSize);
  zero(a.dQuery, a.rows * a.hiddenSize);
  for (let row: usize = 0; row < a.rows; row++) {
    const length = a.length(row);
    const dContext = a.value(a.dContext, 0, row);
    // Through the softmax: de = w (dw - sum w dw).
    let mean: f32 = 0;
    for (let step: usize = 0; step < length; step++) {
      const weight = load<f32>(a.weight(step, row));
      const dValue = a.value(a.dValues, step, row);
      const dWeight = scaleAndDot(dValue, dContext, weight, a.value(a.values, step, row), a.valueSize);
      store<f32>(a.scratch + (step << 2), dWeight);
      mean += weight * dWeight;
    }
    for (let step: usize = 0; step < length; step++) {
      const dEnergy = load<f32>(a.weight(step, row)) * (load<f32>(a.scratch + (step << 2)) - mean);
      throughScore(a, step, row, dEnergy);
    }
    for (let step = length; step < a.steps; step++) {
      zero(a.key(a.dKeys, step, row), a.hiddenSize);
      zero(a.value(a.dValues, step, row), a.valueSize);
    }
  }
}

function throughScore(a: Attention, step: usize, row: usize, dEnergy: f32): void {
  const k = constants();
  const size = a.hiddenSize;
  const key = a.key(a.keys, step, row);
  const dKey = a.key(a.dKeys, step, row);
  const query = a.key(a.query, 0, row);
  const dQuery = a.key(a.dQuery, 0, row);
  const d = f32x4.splat(dEnergy);
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    const count = size - j;
    const feature = tanh(f32x4.add(loadSome(key + at, count), loadSome(query + at, count)), k);
    storeSome(a.dScore + at, madd(d, feature, loadSome(a.dScore + at, count)), count);
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(feature, feature));
    const dFeature = f32x4.mul(f32x4.mul(d, loadSome(a.score + at, count)), slope);
    storeSome(dKey + at, dFeature, count);
    storeSome(dQuery + at, f32x4.add(dFeature, loadSome(dQuery + at, count)), count);
  }
}
