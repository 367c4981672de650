import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../src/text/random/random';
import { noisySine } from '../../../bench/reproduce/noisySine';

describe('sequences of numbers', () => {
  it('are a sine with the noise asked for', () => {
    const series = noisySine(new Random(1));
    assert.equal(series.length, 1000);
    const residuals = series.map((x, i) => x - Math.sin(0.01 * (i + 1)));
    const deviation = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / 1000);
    // Five standard errors of 0.2 / sqrt(2000).
    assert.ok(Math.abs(deviation - 0.2) < 0.0224, `${deviation}`);
    assert.ok(Math.abs(noisySine(new Random(1), 3, 0)[2]! - Math.sin(0.03)) < 1e-7);
  });
});
