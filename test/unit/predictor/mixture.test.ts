import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stepper } from '../../../src/engine/contract';
import { Mixture } from '../../../src/predictor/mixture';
import { learningLoss } from '../../../src/predictor/learningLoss';
import { VoicesOfRun } from '../../../src/predictor/voicesOfRun';
import { Predictor } from '../../../src/predictor/voices/predictor';
import { runAtOnce } from '../../../src/text/pausable';
import { Vocabulary } from '../../../src/text/tokens/vocabulary';

/** Expects the token after the last one most. */
class Successor implements Stepper {
  private last = 0;
  private readonly logits: Float32Array;
  constructor(private readonly size: number) {
    this.logits = new Float32Array(size);
  }
  reset(): void {
    this.last = 0;
  }
  step(token: number): Float32Array {
    this.last = token;
    this.logits.fill(0);
    this.logits[(token + 1) % this.size] = 2;
    return this.logits;
  }
  save(): Float32Array {
    return Float32Array.of(this.last);
  }
  restore(state: Float32Array): void {
    this.last = state[0]!;
  }
  dispose(): void {
    this.last = 0;
  }
}

const text = (length: number, size: number, seed = 1): Int32Array => {
  let state = seed;
  let last = 1;
  return Int32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    last = state >>> 30 === 0 ? 1 + ((state >>> 8) % (size - 1)) : 1 + ((last * 7 + 3) % (size - 1));
    return last;
  });
};
const vocabularyOf = (size: number): Vocabulary =>
  Vocabulary.fromTokens(
    ['<unk>', '\n', ...Array.from({ length: size - 2 }, (_, i) => `${String.fromCharCode(97 + (i % 26))}${i}`)],
    new Array<number>(size).fill(1),
  );
const readingOf = (size: number) => ({ vocabulary: vocabularyOf(size), tokenisation: 'word' as const });
const made = (size: number, each?: (nats: number) => void, heldOut = text(400, size, 9)) =>
  runAtOnce(new VoicesOfRun(readingOf(size), text(3000, size), heldOut).finishing(new Successor(size), { each }));

describe('voices beside a network', () => {
  for (const size of [2, 40, 700])
    it(`are a distribution over ${size} tokens: it sums to one and nothing is impossible`, () => {
      const { voices } = made(size);
      const mixture = new Mixture(voices);
      mixture.moveTo(text(50, size, 3));
      const speaker = mixture.over(new Successor(size));
      for (let token = 0; token < 5; token++) {
        const probabilities = Array.from(speaker.step(token % size), Math.exp);
        const sum = probabilities.reduce((total, p) => total + p, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5, `sums to ${sum}`);
        assert.ok(probabilities.every(p => p > 0));
      }
    });

  it('have the same likeliest token where only that is asked for', () => {
    for (const size of [40, 700]) {
      const mixture = new Mixture(made(size).voices);
      const stepper = new Successor(size);
      const likeliest = (logits: Float32Array): number => logits.indexOf(Math.max(...logits));
      for (const id of text(40, size, 3)) {
        const place = Int32Array.of(1, 2, id);
        mixture.moveTo(place);
        const wanted = likeliest(mixture.over(stepper).step(id));
        mixture.moveTo(place);
        assert.equal(likeliest(mixture.over(stepper, true).step(id)), wanted);
      }
    }
  });

  it('expect the same wherever the cursor has been before', () => {
    const { voices } = made(40);
    const saved = voices.save();
    const ids = text(300, 40, 5);
    const expected = (way: readonly Int32Array[]): number[] => {
      const mixture = new Mixture(Predictor.load(saved));
      const stepper = new Successor(40);
      for (const read of way) {
        mixture.moveTo(read);
        // A continuation is written after each.
        const speaker = mixture.over(stepper);
        for (const token of [3, 4, 5]) speaker.step(token);
      }
      mixture.moveTo(ids);
      return [...mixture.over(stepper).step(7)];
    };
    const straight = expected([]);
    assert.deepEqual(expected([ids.subarray(0, 120), ids.subarray(0, 121)]), straight);
    assert.deepEqual(expected([text(500, 40, 6), ids.subarray(0, 299)]), straight);
    assert.deepEqual(expected([ids, ids.subarray(0, 70), text(90, 40, 8)]), straight);
  });

  it('predict what they have not read: what follows changes no bit of what was said before', () => {
    const heldOut = text(400, 40, 9);
    const shuffled = Int32Array.from([...heldOut.subarray(0, 250), ...heldOut.subarray(250).toReversed()]);
    const said = (ids: Int32Array): number[] => {
      const costs: number[] = [];
      made(40, nats => costs.push(nats), ids);
      return costs;
    };
    const [one, other] = [said(heldOut), said(shuffled)];
    assert.equal(one.length, 400);
    assert.deepEqual(one.slice(0, 250), other.slice(0, 250));
    assert.notDeepEqual(one.slice(250), other.slice(250));
  });

  it('leave out what there is no time for: the middle of the training part, then the end of the held-out one', () => {
    const making = (timeGone: () => number, length = 30_000) =>
      runAtOnce(
        new VoicesOfRun(readingOf(40), text(length, 40), text(400, 40, 9)).finishing(new Successor(40), { timeGone }),
      );
    const hurried = making(() => 0.6);
    assert.ok(hurried.known <= 10_032 && hurried.known >= 10_000, `${hurried.known} tokens`);
    assert.equal(hurried.heldOut?.tokens, 400);
    const late = making(() => 1, 3000);
    assert.equal(late.known, 3000);
    assert.ok(late.heldOut!.tokens >= 1 && late.heldOut!.tokens < 400);
    assert.ok(Number.isFinite(late.heldOut!.loss));
    assert.equal(making(() => 0, 3000).heldOut?.tokens, 400);
  });

  it('learn while they read, and what is loaded goes on as what was saved', () => {
    const { voices, heldOut } = made(40);
    const loss = heldOut?.loss;
    const more = text(2000, 40, 11);
    const loaded = Predictor.load(voices.save());
    const read = (predictor: Predictor): number =>
      runAtOnce(learningLoss(predictor, more, new Successor(40), Int32Array.of(1))).loss;
    const first = read(voices);
    assert.equal(read(loaded), first);
    assert.ok(loss! < Math.log(40) && first < loss! + 0.1, `${loss} nats, then ${first}`);
    assert.ok(read(voices) < first / 2, 'what was read once is expected the second time');
  });
});
