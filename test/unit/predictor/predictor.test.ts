import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Predictor } from '../../../src/predictor/voices/predictor';
import type { SavedBytes } from '../../../src/predictor/voices/saving';

/** Pseudo-random numbers below n, the same in every run. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return n => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * n);
  };
}

/** A predictor of V symbols, and a text with repeats for it. */
function setUp(size: number, length = 1200): { predictor: Predictor; text: number[] } {
  const below = numbers(size);
  const text: number[] = [];
  while (text.length < length)
    if (text.length > 50 && below(10) === 0) text.push(...text.slice(below(text.length - 20)).slice(0, 20));
    else text.push(Math.floor(below(size) * (below(1000) / 1000)));
  const symbols = Array.from({ length: size }, (_, s) => (s < 26 ? String.fromCharCode(97 + s) : `word${s} `));
  const predictor = Predictor.create({ symbols, unit: size > 256 ? 'word' : 'character', textLength: length });
  return { predictor, text: text.slice(0, length) };
}

const english =
  'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness. ';

function readEnglish(): { predictor: Predictor; ids: (text: string) => number[] } {
  const symbols = [...new Set(english)];
  const ids = (text: string): number[] => Array.from(text, c => symbols.indexOf(c));
  const predictor = Predictor.create({ symbols, unit: 'character', textLength: 1000, example: ids(english) });
  for (const id of ids(english)) predictor.observe(id);
  return { predictor, ids };
}

describe('Predictor', () => {
  for (const size of [2, 3, 70, 257, 1000, 20000])
    it(`gives a distribution over ${size} symbols: sums to one, nothing zero, and agrees with logProbability`, () => {
      const { predictor, text } = setUp(size);
      for (const symbol of text) predictor.observe(symbol);
      const p = predictor.distribution();
      assert.equal(p.length, size);
      assert.ok(Math.abs(p.reduce((sum, x) => sum + x, 0) - 1) < 1e-6);
      assert.ok(p.every(x => x > 0));
      for (const symbol of [0, 1, size - 1, size >> 1])
        assert.ok(Math.abs(Math.log(p[symbol]!) - predictor.logProbability(symbol)) < 1e-5);
    });

  it('learns: a text read twice is expected the second time', () => {
    const { predictor, ids } = readEnglish();
    const cost = ids(english).reduce((sum, id) => sum - predictor.observe(id), 0) / english.length;
    assert.ok(cost < 0.35, `${cost} nats a character`);
  });

  it('observe costs what logProbability says, but for what the weights learn from one bit to the next', () => {
    const { predictor, text } = setUp(70);
    let said = 0;
    let cost = 0;
    for (const symbol of text) {
      said += predictor.logProbability(symbol);
      cost += predictor.observe(symbol);
    }
    assert.ok(Math.abs(said / cost - 1) < 0.02, `${said} and ${cost}`);
  });

  it('does not see the future: the predictions of the past are the same bits whatever comes after', () => {
    const { text } = setUp(70);
    const past = text.slice(0, 600);
    const read = (rest: readonly number[]): number[] => {
      const { predictor } = setUp(70);
      return [...past, ...rest].map(symbol => predictor.observe(symbol)).slice(0, past.length);
    };
    const future = text.slice(600);
    assert.deepEqual(read(future), read([...future].reverse()));
  });

  it('looks ahead without learning: the tables and what is predicted after are the same bits', () => {
    const { predictor, text } = setUp(70);
    const other = setUp(70).predictor;
    for (const symbol of text.slice(0, 800)) {
      predictor.observe(symbol);
      other.observe(symbol);
    }
    const here = predictor.snapshot();
    const before = predictor.distribution();
    for (const symbol of text.slice(0, 40)) {
      predictor.advance(symbol);
      predictor.distribution();
    }
    predictor.restore(here);
    assert.deepEqual(predictor.distribution(), before);
    for (const symbol of text.slice(800)) assert.equal(predictor.observe(symbol), other.observe(symbol));
  });

  it('predicts after advance as it would after reading the same symbols', () => {
    const { predictor, ids } = readEnglish();
    for (const id of ids('it was the age of ')) predictor.advance(id);
    const [first] = predictor.mostLikely({ count: 1 });
    assert.ok([ids('w')[0], ids('f')[0]].includes(first?.symbol));
  });

  it('saved and loaded again it predicts the same bits, and learns the same', () => {
    const { predictor, text } = setUp(70);
    for (const symbol of text.slice(0, 700)) predictor.observe(symbol);
    const loaded = Predictor.load(predictor.save());
    assert.deepEqual(loaded.distribution(), predictor.distribution());
    for (const symbol of text.slice(700)) assert.equal(loaded.observe(symbol), predictor.observe(symbol));
    assert.deepEqual(loaded.voiceWeights(), predictor.voiceWeights());
  });

  it('is read from a file as it is loaded from memory, and refused for the same', async () => {
    const { predictor, text } = setUp(70);
    for (const symbol of text.slice(0, 700)) predictor.observe(symbol);
    const saved = predictor.save();
    const file = (bytes: ArrayBuffer): SavedBytes => ({
      size: bytes.byteLength,
      read: async (into, at) => {
        await Promise.resolve();
        into.set(new Uint8Array(bytes, at, into.length));
      },
    });
    const read = await Predictor.read(file(saved));
    assert.deepEqual(new Uint8Array(read.save()), new Uint8Array(saved));
    await assert.rejects(Predictor.read(file(new ArrayBuffer(4))), /not the bytes of a predictor/);
    await assert.rejects(Predictor.read(file(saved.slice(0, 40))), /cut short/);
    await assert.rejects(Predictor.read(file(saved.slice(0, saved.byteLength - 8))), /cut short/);
  });

  it('refuses bytes that are not a predictor, or cut short', () => {
    const saved = setUp(3, 20).predictor.save();
    assert.throws(() => Predictor.load(new ArrayBuffer(4)), /not the bytes of a predictor/);
    assert.throws(() => Predictor.load(saved.slice(0, saved.byteLength - 8)), /cut short/);
  });

  it('refuses fewer than two symbols', () => {
    assert.throws(() => Predictor.create({ symbols: ['a'], unit: 'character', textLength: 1 }), RangeError);
  });

  it('finds the likeliest symbols that the distribution has', () => {
    const { predictor, text } = setUp(1000);
    for (const symbol of text) predictor.observe(symbol);
    const p = predictor.distribution();
    const sorted = [...p.keys()].sort((a, b) => p[b]! - p[a]!).slice(0, 5);
    const guesses = predictor.mostLikely({ count: 5 });
    assert.deepEqual(
      guesses.map(guess => Math.fround(guess.probability)),
      sorted.map(symbol => p[symbol]!),
    );
  });

  it('comes to trust a voice from outside that is right, and not one that is wrong', () => {
    const below = numbers(3);
    const text = Array.from({ length: 3000 }, () => below(20));
    const symbols = Array.from({ length: 20 }, (_, s) => String.fromCharCode(97 + s));
    const read = (right: boolean): { cost: number; weight: number } => {
      const predictor = Predictor.create({ symbols, unit: 'character', textLength: 3000, externals: 1 });
      const probabilities = new Float32Array(20);
      let cost = 0;
      text.forEach((symbol, t) => {
        probabilities.fill(0.02);
        probabilities[right ? symbol : below(20)] = 0.62;
        predictor.hear(0, probabilities);
        const nats = -predictor.observe(symbol);
        if (t >= 2000) cost += nats / 1000;
      });
      return { cost, weight: predictor.voiceWeights().network };
    };
    const right = read(true);
    const wrong = read(false);
    // -ln 0.62 = 0.478; ln 20 = 2.996.
    assert.ok(right.cost < 0.48, `${right.cost} nats`);
    assert.ok(right.weight > 0.5);
    assert.ok(wrong.cost < 3.2, `${wrong.cost} nats`);
    assert.ok(wrong.weight < right.weight);
  });
});
