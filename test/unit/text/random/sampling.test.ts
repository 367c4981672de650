import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Sampler, type SamplingOptions } from '../../../../src/text/random/sampling';

const off: SamplingOptions = { temperature: 1, topK: 0, topP: 1, repetitionPenalty: 1, repetitionWindow: 64, seed: 1 };
const probabilities = [0.4, 0.3, 0.2, 0.1];
const logits = Float32Array.from(probabilities, Math.log);

/** Shares of each token over many draws; no repetition penalty is in play. */
function shares(options: Partial<SamplingOptions>, excluded: number[] = [], draws = 40_000): number[] {
  const sampler = new Sampler(4, { ...off, ...options }, excluded);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) counts[sampler.next(logits)]!++;
  return counts.map(count => count / draws);
}

const near = (actual: readonly number[], expected: readonly number[]): void => {
  for (const [i, share] of actual.entries())
    assert.ok(Math.abs(share - expected[i]!) < 0.013, `${actual.join(' ')} for ${expected.join(' ')}`);
};
const normalised = (weights: number[]): number[] => weights.map(w => w / weights.reduce((sum, x) => sum + x, 0));

describe('a sampler', () => {
  it('draws by the probabilities', () => {
    near(shares({}), probabilities);
  });

  it('sharpens with a low temperature, flattens with a high one', () => {
    near(shares({ temperature: 0.5 }), normalised(probabilities.map(p => p ** 2)));
    near(shares({ temperature: 2 }), normalised(probabilities.map(Math.sqrt)));
  });

  it('is greedy at temperature 0', () => {
    assert.deepEqual(shares({ temperature: 0 }), [1, 0, 0, 0]);
    assert.deepEqual(shares({ temperature: 0 }, [0]), [0, 1, 0, 0]);
  });

  it('keeps the k likeliest', () => {
    near(shares({ topK: 2 }), [4 / 7, 3 / 7, 0, 0]);
    assert.deepEqual(shares({ topK: 1 }), [1, 0, 0, 0]);
    near(shares({ topK: 9 }), probabilities);
  });

  it('keeps the smallest set that reaches p', () => {
    near(shares({ topP: 0.69 }), [4 / 7, 3 / 7, 0, 0]);
    near(shares({ topP: 0.71 }), [4 / 9, 3 / 9, 2 / 9, 0]);
    assert.deepEqual(shares({ topP: 0 }), [1, 0, 0, 0]);
  });

  it('looks for p among what k left', () => {
    // The two likeliest have 4/7 and 3/7: the first alone reaches 0.5.
    assert.deepEqual(shares({ topK: 2, topP: 0.5 }), [1, 0, 0, 0]);
    near(shares({ topK: 3, topP: 0.7 }), [4 / 7, 3 / 7, 0, 0]);
  });

  it('never draws what is excluded', () => {
    for (const options of [{}, { topK: 3 }, { topP: 0.9 }, { topK: 4, topP: 0.99 }])
      assert.equal(
        shares(options, [0, 2]).filter((share, token) => (token === 0 || token === 2) && share > 0).length,
        0,
      );
    near(shares({ topK: 3 }, [0]), [0, 3 / 6, 2 / 6, 1 / 6]);
    assert.throws(() => new Sampler(2, off, [0, 1]), /Every token is excluded/);
  });

  it('divides the odds of recent tokens by the penalty, once', () => {
    const penalty = 3;
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 20_000; seed++) {
      const sampler = new Sampler(4, { ...off, repetitionPenalty: penalty, repetitionWindow: 2, seed });
      for (const token of [1, 0, 0]) sampler.remember(token);
      counts[sampler.next(logits)]!++;
    }
    // The window holds 0 twice; 1 has left it.
    near(
      counts.map(count => count / 20_000),
      normalised([0.4 / penalty, 0.3, 0.2, 0.1]),
    );
  });

  it('remembers what it drew', () => {
    const sampler = new Sampler(4, { ...off, temperature: 0, repetitionPenalty: 1e6, repetitionWindow: 3 });
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => sampler.next(logits)),
      [0, 1, 2, 3, 0],
    );
  });

  it('gives the same tokens for the same seed', () => {
    const draw = (seed: number): number[] => {
      const sampler = new Sampler(4, { ...off, topP: 0.95, seed });
      return Array.from({ length: 50 }, () => sampler.next(logits));
    };
    assert.deepEqual(draw(5), draw(5));
    assert.notDeepEqual(draw(5), draw(6));
  });

  it('survives logits that are not numbers, infinite or huge', () => {
    const options: Partial<SamplingOptions>[] = [
      {},
      { temperature: 0 },
      { topK: 2 },
      { topP: 0.5 },
      { temperature: 1e-9 },
    ];
    for (const option of options) {
      const next = (...values: number[]): number =>
        new Sampler(3, { ...off, ...option }, [0]).next(Float32Array.from(values));
      assert.equal(next(9, NaN, 1), 2);
      assert.equal(next(9, 1, Infinity), 2);
      assert.equal(next(Infinity, -Infinity, -3e38), 2);
      assert.equal(next(9, NaN, NaN), 1);
      assert.equal(next(0, 3e38, -3e38), 1);
    }
  });

  it('leaves the logits as they are', () => {
    const copy = logits.slice();
    new Sampler(4, { ...off, topK: 2, repetitionPenalty: 2 }, [0]).next(copy);
    assert.deepEqual(copy, logits);
  });
});
