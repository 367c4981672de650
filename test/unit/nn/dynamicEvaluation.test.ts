import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DynamicEvaluation, type AdaptingRates } from '../../../src/nn/dynamicEvaluation';
import type { NamedArray } from '../../../src/nn/parameters';

const rates: AdaptingRates = { rate: 0.01, decay: 0.1, floor: 0.3, memory: 0.9 };
const arrays = (): NamedArray[] => [
  { name: 'w', shape: [2, 3], data: Float32Array.of(1, -2, 3, -4, 5, -6) },
  { name: 'b', shape: [3], data: Float32Array.of(0.5, 0, -0.5) },
];
const gradients = [
  [Float32Array.of(1, 2, 3, 0, -1, 0.5), Float32Array.of(2, 0, -1)],
  [Float32Array.of(-1, 0.5, 0, 3, 1, 0.25), Float32Array.of(-0.5, 0, 4)],
];

/** The formula of the header, a number at a time, in float64. */
function expected(steps: readonly Float32Array[][]): number[][] {
  const trained = arrays();
  const weights = trained.map(({ data }) => Array.from(data));
  const squares = trained.map(() => ({ rows: [0, 0], columns: [0, 0, 0] }));
  steps.forEach((gradient, done) => {
    const bias = 1 - rates.memory ** (done + 1);
    const roots = trained.map(({ shape }, i) => {
      const rows = shape.length === 1 ? 1 : 2;
      const square = (row: number, column: number): number => gradient[i]![3 * row + column]! ** 2;
      const { rows: r, columns: c } = squares[i]!;
      for (let row = 0; row < rows; row++)
        r[row] = rates.memory * r[row]! + (0.1 * (square(row, 0) + square(row, 1) + square(row, 2))) / 3;
      for (let column = 0; column < 3; column++) {
        const sum = rows === 1 ? square(0, column) : square(0, column) + square(1, column);
        c[column] = rates.memory * c[column]! + (0.1 * sum) / rows;
      }
      const mean = rows === 1 ? r[0]! : (r[0]! + r[1]!) / 2;
      return Array.from({ length: rows * 3 }, (_, at) =>
        Math.sqrt((r[Math.floor(at / 3)]! * c[at % 3]!) / mean / bias),
      );
    });
    const all = roots.flat();
    const usual = all.reduce((sum, root) => sum + root, 0) / all.length;
    weights.forEach((values, i) => {
      values.forEach((value, at) => {
        const root = roots[i]![at]!;
        const back = Math.min(1, (rates.decay * root) / usual);
        values[at] =
          value -
          (rates.rate * gradient[i]![at]!) / (root + rates.floor * usual) +
          back * (trained[i]!.data[at]! - value);
      });
    });
  });
  return weights;
}

describe('dynamic evaluation', () => {
  it('takes the steps of its formula', () => {
    const adapting = new DynamicEvaluation(arrays(), rates);
    for (const each of gradients) adapting.step(each);
    expected(gradients).forEach((values, i) => {
      values.forEach((value, at) => {
        assert.ok(Math.abs(adapting.weights[i]!.data[at]! - value) < 1e-6, `${i} ${at}`);
      });
    });
  });

  it('leaves the trained weights as they are, and goes back to them where nothing is learned any more', () => {
    const trained = arrays();
    const adapting = new DynamicEvaluation(trained, rates);
    adapting.step(gradients[0]!);
    const distance = (): number =>
      adapting.weights.reduce(
        (sum, { data }, i) =>
          sum + data.reduce((total, value, at) => total + Math.abs(value - trained[i]!.data[at]!), 0),
        0,
      );
    const far = distance();
    assert.ok(far > 0);
    assert.deepEqual(trained, arrays());
    const nothing = gradients[0]!.map(({ length }) => new Float32Array(length));
    for (let i = 0; i < 200; i++) adapting.step(nothing);
    assert.ok(distance() < far / 100, `${distance()} of ${far}`);
  });

  for (const ruined of [NaN, Infinity])
    it(`is not ruined by a gradient of ${ruined}, nor by none`, () => {
      const adapting = new DynamicEvaluation(arrays(), rates);
      adapting.step([Float32Array.of(1, 2, ruined, 0, 0, 0), Float32Array.of(0, 0, 0)]);
      adapting.step([new Float32Array(6), new Float32Array(3)]);
      assert.deepEqual(adapting.weights, arrays());
    });
});
