import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAtOnce } from '../../../../src/text/pausable';
import { Random } from '../../../../src/text/random/random';
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
  it('weighs independent errors by their variances, and nobody below nothing', () => {
    const random = new Random(1);
    const errors = [1, 2, 9].map(deviation => Float64Array.from({ length: 20_000 }, () => deviation * random.normal()));
    const [first, second, third] = mixtureOf(errors);
    // By inverse variances: 0.79, 0.20, 0.01 but for chance.
    deepEqual(
      [first, second, third].map(weight => Number(weight!.toFixed(2))),
      [0.8, 0.2, 0.01],
    );
    const shared = Float64Array.from({ length: 2000 }, () => random.normal());
    deepEqual([...mixtureOf([shared, shared.map(error => 2 * error)])], [1, 0]);
  });

  it('gives way to the one that errs least where it does not win, or where little is known', () => {
    const random = new Random(2);
    const good = Float64Array.from({ length: 400 }, () => random.normal());
    deepEqual([...trustIn([good.map(error => 3 * error), good])], [0, 1]);
    deepEqual(
      [...trustIn([good.subarray(0, 8).map(error => -error), good.subarray(0, 8).map(error => 2 * error)])],
      [1, 0],
    );
    const other = Float64Array.from({ length: 400 }, () => random.normal());
    equal(
      trustIn([good, other]).every(weight => weight > 0.4 && weight < 0.6),
      true,
    );
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
