import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NgramCounts } from '../../../../src/text/counting/ngramCounts';
import { WittenBell } from '../../../../src/text/counting/wittenBell';
import { Random } from '../../../../src/text/random/random';

const random = new Random(11);
const ids = Int32Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? random.integer(7) : random.integer(2)));
const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) < 1e-12 * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
};

/** Occurrences of a sequence, by looking everywhere. */
function countNaively(sequence: number[]): number {
  let count = 0;
  for (let i = 0; i + sequence.length <= ids.length; i++)
    if (sequence.every((token, k) => ids[i + k] === token)) count++;
  return count;
}

/** The formula of Witten-Bell, word by word, from naive counts. */
function wittenBellNaively(context: number[], token: number, vocabularySize: number): number {
  const shorter =
    context.length === 0 ? 1 / vocabularySize : wittenBellNaively(context.slice(1), token, vocabularySize);
  const following = Array.from({ length: 8 }, (_, next) => countNaively([...context, next]));
  const followed = following.reduce((sum, count) => sum + count, 0);
  const followers = following.filter(count => count > 0).length;
  return followed === 0 ? shorter : (following[token]! + followers * shorter) / (followed + followers);
}

describe('n-gram counts', () => {
  const counts = NgramCounts.of(ids, 4);

  it('are those of looking everywhere', () => {
    for (const sequence of [[1], [0, 1], [6, 0, 1], [5, 5], [0, 0, 0, 3], [1, 1, 1, 1]])
      assert.equal(counts.count(sequence), countNaively(sequence));
    assert.equal(counts.count([9]), 0);
  });

  it('rank sequences by count, ties as first seen', () => {
    const ranked = NgramCounts.of([3, 1, 2, 1, 2, 3], 2).ranked(1);
    assert.deepEqual(ranked.map(({ sequence }) => sequence[0]), [3, 1, 2]); // prettier-ignore
    assert.equal(
      counts.ranked(2).reduce((sum, { count }) => sum + count, 0),
      ids.length - 1,
    );
  });

  it('come back from their arrays', () => {
    const restored = NgramCounts.restore(counts.serialise());
    assert.deepEqual(restored.serialise(), counts.serialise());
    assert.deepEqual(restored.ranked(4), counts.ranked(4));
    near(new WittenBell(restored, 8).loss(ids), new WittenBell(counts, 8).loss(ids));
    const damaged = { ...counts.serialise(), parents: Int32Array.of(-1, 5) };
    assert.throws(() => NgramCounts.restore(damaged), /damaged/);
  });

  it('need an order', () => {
    assert.throws(() => new NgramCounts(0), RangeError);
  });
});

describe('Witten-Bell', () => {
  const order = 3;
  const model = WittenBell.train(ids, order, 8);

  it('gives the probabilities of the formula, which sum to 1', () => {
    for (const context of [[], [0], [6, 1], [5, 5], [7, 7], [7, 1], [3, 1, 6, 0]]) {
      const used = context.slice(-(order - 1));
      const distribution = model.distribution(context);
      near(distribution.reduce((sum, p) => sum + p, 0) - 1 < 1e-6 ? 0 : 1, 0);
      for (let token = 0; token < 8; token++)
        assert.ok(Math.abs(distribution[token]! - wittenBellNaively(used, token, 8)) < 1e-6);
    }
  });

  it('has the loss of its own probabilities', () => {
    const text = [6, 0, 1, 7, 7, 0, 0, 1, 2];
    const expected = text.map((token, i) => -Math.log(wittenBellNaively(text.slice(Math.max(0, i - 2), i), token, 8)));
    const mean = (losses: number[]): number => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    near(model.loss(text), mean(expected));
    near(model.loss(text, 4), mean(expected.slice(4)));
    assert.equal(model.loss([]), 0);
  });

  it('knows nothing without a text', () => {
    const nothing = WittenBell.train([], 3, 4);
    near(nothing.loss([1, 2]), Math.log(4));
    assert.deepEqual([...nothing.distribution([1])], [0.25, 0.25, 0.25, 0.25]);
  });
});
