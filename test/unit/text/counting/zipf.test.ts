import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { thinRanks, zipfExponent } from '../../../../src/text/counting/zipf';

const law = Array.from({ length: 5000 }, (_, i) => 1e6 * (i + 1) ** -1.3);

describe('Zipf', () => {
  it('finds the exponent of an exact law, in any range of ranks', () => {
    assert.ok(Math.abs(zipfExponent(law) - 1.3) < 1e-9);
    assert.ok(Math.abs(zipfExponent(law, 11, 1000) - 1.3) < 1e-9);
  });

  it('has no exponent for fewer than two ranks', () => {
    assert.equal(zipfExponent([]), 0);
    assert.equal(zipfExponent([5]), 0);
    assert.equal(zipfExponent([5, 0, 0]), 0);
  });

  it('thins ranks evenly in their logarithm, first and last included', () => {
    const points = thinRanks(law, 50);
    assert.ok(points.length > 35 && points.length <= 50);
    assert.equal(points[0]!.rank, 1);
    assert.equal(points.at(-1)!.rank, 5000);
    for (const { rank, frequency } of points) assert.equal(frequency, law[rank - 1]);
    const gaps = points
      .slice(-20)
      .map(({ rank }, i, all) => (i === 0 ? 0 : Math.log(rank / all[i - 1]!.rank)))
      .slice(1);
    assert.ok(Math.max(...gaps) / Math.min(...gaps) < 1.1);
  });

  it('keeps all of a few ranks', () => {
    assert.deepEqual(
      thinRanks([3, 2, 1]).map(point => point.rank),
      [1, 2, 3],
    );
    assert.deepEqual(thinRanks([]), []);
  });
});
