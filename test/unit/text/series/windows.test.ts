import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAtOnce } from '../../../../src/text/pausable';
import { Random } from '../../../../src/text/random/random';
import { meanAbsolute } from '../../../../src/text/series/measures';
import { mixtureOf, trustIn } from '../../../../src/text/series/mixture';
import { errorsAt, originsFor, pathsOf, type PathSet } from '../../../../src/text/series/pathSet';
import { scalingOf, type SeenValues } from '../../../../src/text/series/scaling';
import { shuffledWindows, windowCount, windowsAt } from '../../../../src/text/series/windows';

describe('windows of a series', () => {
  const windows = { values: Float32Array.of(1, 2, 3, 4, 5, 6), columns: 1, from: 1, end: 5, length: 3 };

  it('are values after one another that end before the end', () => {
    equal(windowCount(windows), 2);
    deepEqual([...windowsAt(windows, [1, 2])], [2, 3, 4, 3, 4, 5]);
    equal(windowCount({ ...windows, end: 3 }), 0);
  });

  it('hold all columns of their values', () => {
    const two = { values: Float32Array.of(1, -1, 2, -2, 3, -3), columns: 2, length: 2 };
    deepEqual([...windowsAt(two, [1, 0])], [2, -2, 3, -3, 1, -1, 2, -2]);
  });

  it('come once each, in another order by another seed', () => {
    const long = { values: new Float32Array(50), columns: 1, from: 2, end: 45, length: 4 };
    const order = (seed: number): number[] =>
      [...shuffledWindows(long, 7, new Random(seed))].flatMap(batch => [...batch]);
    deepEqual(
      order(1).toSorted((a, b) => a - b),
      Array.from({ length: 40 }, (_, at) => at + 2),
    );
    deepEqual(order(1), order(1));
    equal(order(1).join() === order(2).join(), false);
  });
});

describe('what a network sees of a series', () => {
  const values = Float64Array.of(10, 12, 11, 15, 14, 18, 19);
  for (const seen of ['raw', 'standardised', 'differences', 'remainder'] satisfies SeenValues[])
    it(`goes there and back: ${seen}`, () => {
      const scaling = scalingOf({ values }, 5, seen, {
        effect: at => at % 2,
        transform: 'log',
        model: { lags: [1], weights: new Float64Array(1), constant: 0 },
      });
      const found = Float64Array.from(scaling.values.subarray(5));
      scaling.back(5, found);
      deepEqual(
        [...found].map(value => Number(value.toFixed(4))),
        [18, 19],
      );
      equal(Number(scaling.seen(6, 19).toFixed(5)), Number(scaling.values[6]!.toFixed(5)));
    });

  it('has the columns that help beside it, each in its own scale', () => {
    const inputs = [Float64Array.of(0, 2, 0, 2, 0, 4, 6)];
    const { all, values: own, columns } = scalingOf({ values, inputs }, 4, 'raw', undefined);
    equal(columns, 2);
    deepEqual([...all.filter((_, at) => at % 2 === 0)], [...own]);
    deepEqual([...all.filter((_, at) => at % 2 === 1)], [-1, 1, -1, 1, -1, 3, 5]);
  });

  it('is scaled by what is learned from alone', () => {
    const other = scalingOf(
      { values: values.map((value, at) => (at < 5 ? value : 1e6)) },
      5,
      'standardised',
      undefined,
    );
    deepEqual(other.values.subarray(0, 5), scalingOf({ values }, 5, 'standardised', undefined).values.subarray(0, 5));
  });
});

describe('a mixture of forecasts', () => {
  const random = new Random(1);
  const errorsOf = (deviation: number, count = 400): Float64Array =>
    Float64Array.from({ length: count }, () => deviation * random.normal());
  const times = (factor: number, errors: Float64Array): Float64Array => errors.map(error => factor * error);

  it('weighs by the eighth power of the errors, and who errs far more not at all', () => {
    const shared = errorsOf(1);
    const weights = mixtureOf([shared, times(1.2, shared), times(3, shared)]);
    // 1.2 ** -8 = 0.2326
    deepEqual(
      [...weights].map(weight => Number(weight.toFixed(4))),
      [Number((1 / 1.2326).toFixed(4)), Number((0.2326 / 1.2326).toFixed(4)), 0],
    );
    deepEqual([...mixtureOf([new Float64Array(20), shared])], [1, 0]);
  });

  it('gives way to the one that errs least where it does not win, or where little is known', () => {
    const good = errorsOf(1);
    deepEqual([...trustIn([times(1.1, good), good], undefined, 1)], [0, 1]);
    const few = good.subarray(0, 8);
    deepEqual([...trustIn([few, times(-1.1, few)], undefined, 1)], [1, 0]);
    const joint = trustIn([good, times(-1, good)], undefined, 1);
    deepEqual([...joint], [0.5, 0.5]);
  });

  it('believes a network that errs less by more than a standard error alone', () => {
    const [plain, worse] = [errorsOf(1), errorsOf(4)];
    deepEqual([...trustIn([plain, worse], times(0.5, plain), 1)], [0, 0, 1]);
    // Less by a hundredth of differences that scatter: chance.
    const other = errorsOf(1);
    const close = times((0.99 * meanAbsolute(plain)) / meanAbsolute(other), other);
    deepEqual([...trustIn([plain, worse], close, 1)], [1, 0, 0]);
    deepEqual([...trustIn([plain, times(-1, plain)], close, 1)], [0.5, 0.5, 0]);
  });

  it('knows that errors many steps ahead are fewer than they look', () => {
    // Blocks of forty errors that are all alike: ten observations, and not four hundred.
    const signs = [1, -1, 1, 1, -1, -1, 1, -1, 1, -1];
    const plain = Float64Array.from({ length: 400 }, () => 2);
    const network = plain.map((error, at) => error - 0.1 - 0.7 * signs[Math.floor(at / 40)]!);
    deepEqual([...trustIn([plain], network, 1)], [0, 1]);
    deepEqual([...trustIn([plain], network, 40)], [1, 0]);
  });
});

describe('paths from many places', () => {
  it('are of those that were fitted last, before them', () => {
    const says = (value: number) =>
      new Map([['a', { path: (_: number, into: Float64Array) => void into.fill(value) }]]);
    const stages = [
      { from: 4, forecasters: says(1) },
      { from: 6, forecasters: says(2) },
    ] as const;
    const { of } = runAtOnce(pathsOf([...stages], Int32Array.of(3, 5, 6, 9), 1));
    deepEqual([...of.get('a')!], [1, 1, 2, 2]);
  });

  it('are judged by how many steps ahead, where all have something to say', () => {
    const origins = originsFor(3, 5, 2, 2);
    deepEqual([...origins], [2, 3, 4]);
    equal(originsFor(3, 5, 9, 2)[0], 2);
    const set: PathSet<'a' | 'b'> = {
      origins,
      steps: 2,
      of: new Map([
        ['a', Float64Array.of(20, 30, 31, 40, 41, 50)],
        ['b', Float64Array.of(0, 0, 0, 0, NaN, 0)],
      ]),
    };
    const values = Float64Array.of(0, 0, 25, 35, 45);
    deepEqual(
      errorsAt(set, values, [3, 5], 1).map(of => [...of]),
      [[4], [35]],
    );
    deepEqual(
      errorsAt(set, values, [3, 5], 2).map(of => [...of]),
      [
        [5, 5],
        [35, 45],
      ],
    );
  });
});
