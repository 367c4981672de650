import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SparseRows } from '../../../../src/text/labels/features';
import { LogisticRegression, naiveBayes, scoresOf, softmax } from '../../../../src/text/labels/linearClassifier';
import { chosenTrust, pooled, trustIn } from '../../../../src/text/labels/trust';
import { vectorsOf, vectorsWith } from '../../../../src/text/labels/vectors';
import { WordReader, wordsIn } from '../../../../src/text/labels/words';
import { randomText } from '../tokens/awkward';
import { classificationFigures, wilsonInterval } from '../../../../src/text/measures/classification';
import { runAtOnce } from '../../../../src/text/pausable';
import { Random } from '../../../../src/text/random/random';

const near = (a: number, b: number, by = 1e-6): void => {
  assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);
};
const rules = { bits: 12, words: 2, characters: 3, apart: false, mostCharacters: 100 };

describe('texts as vectors', () => {
  it('have unit length, and the same places for the same words', () => {
    const rows = runAtOnce(vectorsOf(['red boat', 'Red  boat', 'blue key'], { ...rules, characters: 0 }));
    for (let r = 0; r < 3; r++) {
      let squares = 0;
      for (let i = rows.starts[r]!; i < rows.starts[r + 1]!; i++) squares += rows.values[i]! ** 2;
      near(squares, 1, 1e-5);
    }
    const of = (r: number) => [...rows.ids.subarray(rows.starts[r], rows.starts[r + 1])].sort();
    assert.deepEqual(of(0), of(1));
    // Two words and their pair.
    assert.equal(of(0).length, 3);
    assert.ok(!of(0).some(id => of(2).includes(id)));
    // What no text has had before weighs nothing.
    const other = runAtOnce(vectorsWith(['red submarine'], { ...rules, characters: 0 }, rows.idf));
    assert.equal(other.values.filter(value => value > 0).length, 1);
  });

  it('hold words and runs of characters apart, each as much, and words as they are written', () => {
    const apart = { ...rules, apart: true };
    const { starts, ids, values } = runAtOnce(vectorsOf(['red boat', 'Red boat', 'blue key', ''], apart));
    for (let r = 0; r < 3; r++) {
      const squares = [0, 0];
      for (let i = starts[r]!; i < starts[r + 1]!; i++) squares[Number(ids[i]! >= 2 ** 11)]! += values[i]! ** 2;
      near(squares[0]!, 0.5, 1e-5);
      near(squares[1]!, 0.5, 1e-5);
    }
    const wordsOf = (r: number) => [...ids.subarray(starts[r], starts[r + 1])].filter(id => id >= 2 ** 11);
    // Two words, their pair, and the two as they are written, one of them otherwise.
    assert.equal(wordsOf(0).length, 5);
    assert.equal(wordsOf(1).filter(id => !wordsOf(0).includes(id)).length, 1);
  });

  it('in one table are what stored models of before read: by them at ae874ac', () => {
    const { starts, ids, values } = runAtOnce(vectorsOf(['Red boat', 'blue key'], rules));
    assert.deepEqual(
      [...ids.subarray(0, starts[1])],
      [
        ...[525, 2002, 133, 2935, 3586, 2917, 242, 2427, 2573, 927],
        ...[122, 490, 3918, 3963, 2984, 2571, 452, 2970, 3530, 413],
      ],
    );
    near(values[0]!, 0.22641916573047638);
  });

  it('are read in any script', () => {
    assert.deepEqual(
      wordsIn("Don't — naïve 你好！").map(({ text }) => text),
      ['Don', "'", 't', '—', 'naïve', '你好', '！'],
    );
    assert.ok(runAtOnce(vectorsOf(['你好 世界', ''], rules)).ids.length > 3);
  });
});

describe('the words of labelled texts', () => {
  it('are those of a pattern, and in lower case those of the language', () => {
    const pattern = /[\p{L}\p{N}\p{M}_]{1,64}|[^\s\p{L}\p{N}\p{M}_]/gu;
    const reader = new WordReader();
    for (let seed = 0; seed < 500; seed++) {
      const text = `ΟΔΟΣ İ${'𐐀'.repeat(seed % 70)} ${randomText(seed, 40)}${'Ab'.repeat(seed % 50)}`;
      assert.deepEqual(
        wordsIn(text),
        Array.from(text.matchAll(pattern), ({ 0: word, index }) => ({
          text: word,
          from: index,
          to: index + word.length,
        })),
      );
      for (const { from, to, text: word } of wordsIn(text)) {
        const lower = reader.units.subarray(0, reader.lower(text, from, to));
        assert.equal(String.fromCharCode(...lower), word.toLowerCase());
      }
    }
  });
});

/** Three texts of two places. */
const rows: SparseRows = {
  starts: Int32Array.of(0, 1, 3, 4),
  ids: Int32Array.of(0, 0, 1, 1),
  values: Float32Array.of(1, 1, 1, 1),
};
const examples = { rows, labels: Int32Array.of(0, 0, 1), classes: 2 };

const probability = (weights: Parameters<typeof scoresOf>[0], of: SparseRows, r: number): number => {
  const p = new Float64Array(2);
  scoresOf(weights, of, r, p);
  softmax(p);
  return p[0]!;
};

describe('naive Bayes', () => {
  it('is Bayes over the places that a text has', () => {
    // By hand, smoothing 1: P(0) = 3/5, P(1) = 2/5; P(f0|0) = 3/5, P(f1|0) = 2/5, P(f0|1) = 1/3, P(f1|1) = 2/3.
    const model = naiveBayes(examples, 4, 1);
    near(probability(model, rows, 0), (0.6 * (3 / 5)) / (0.6 * (3 / 5) + 0.4 * (1 / 3)));
    near(probability(model, rows, 1), (0.6 * (6 / 25)) / (0.6 * (6 / 25) + 0.4 * (2 / 9)));
  });
});

describe('logistic regression', () => {
  it('learns what separates, epoch by epoch', () => {
    const regression = new LogisticRegression(examples, 2, 0.5, 1);
    const losses = Array.from({ length: 40 }, () => runAtOnce(regression.epoch()));
    assert.equal(regression.epochs, 40);
    const seen = probability(regression.weights, rows, 2);
    assert.ok(losses.at(-1)! < losses[0]! && seen < 0.3, `${seen}`);
  });
});

describe('the trust in several classifiers', () => {
  /** One knows, one guesses, one is sure and wrong as often as right. */
  const labels = Int32Array.from({ length: 400 }, (_, n) => n % 2);
  const logs = (p: (n: number) => number): Float32Array =>
    Float32Array.from({ length: 800 }, (_, i) => Math.log(i % 2 === 0 ? 1 - p(i >> 1) : p(i >> 1)));
  const knows = logs(n => (n % 10 === 0 ? 0.5 : n % 2 === 1 ? 0.7 : 0.3));
  const guesses = logs(() => 0.5);
  const boasts = logs(n => (n % 4 < 2 ? 0.99 : 0.01));

  it('goes to the one that knows', () => {
    const [one, two, three] = trustIn([knows, guesses, boasts], labels, 2, [0, 0, 1]) as unknown as [
      number,
      number,
      number,
    ];
    assert.ok(one > 1 && two === 0 && three < 0.1, `${one} ${two} ${three}`);
  });

  it('makes answers as sure as they are right', () => {
    const shy = logs(n => (n % 10 === 1 ? 0.45 : n % 2 === 1 ? 0.55 : 0.45));
    const weights = trustIn([shy], labels, 2, [1]);
    const p = new Float64Array(2);
    pooled([shy], weights, 2 * 3, p);
    // Nine of ten are right: the likeliest answer should say about 0.9.
    assert.ok(p[1]! > 0.6, `${p[1]}`);
  });

  it('is given to the one that knows best, unless all of them know more together', () => {
    const random = new Random(8);
    const count = 600;
    const right = Int32Array.from({ length: count }, () => random.integer(2));
    const logs = (scoreOf: (label: number, n: number) => number): Float32Array => {
      const all = new Float32Array(2 * count);
      right.forEach((label, n) => {
        const score = scoreOf(label, n);
        for (const c of [0, 1]) all[2 * n + c] = -Math.log1p(Math.exp(c === 0 ? score : -score));
      });
      return all;
    };
    const noise = (): number => 2 * random.normal();
    const knowing = logs(label => (label === 1 ? 2 : -2) + noise());
    const another = logs(label => (label === 1 ? 2 : -2) + noise());
    const blind = logs(noise);
    const alone = chosenTrust([blind, knowing, blind], right, 2, [0, 1, 0]);
    assert.deepEqual([alone[0], alone[2]], [0, 0]);
    assert.ok(alone[1]! > 0.5);
    // Two independent witnesses: both are believed.
    const both = chosenTrust([another, knowing, blind], right, 2, [0, 1, 0]);
    assert.ok(both[0]! > 0.3 && both[1]! > 0.3, both.join());
    assert.deepEqual([...chosenTrust([blind, knowing], new Int32Array(0), 2, [0, 1])], [0, 1]);
  });

  it('is what it was where there is nothing to learn from', () => {
    assert.deepEqual([...trustIn([knows, guesses], new Int32Array(0), 2, [0, 1])], [0, 1]);
  });
});

describe('the figures of a classifier', () => {
  // Label, and the probability of label 1: two right of 0, one wrong of 0, one right of 1.
  const labels = Int32Array.of(0, 0, 0, 1);
  const figures = classificationFigures(Float32Array.of(0.95, 0.05, 0.85, 0.15, 0.35, 0.65, 0.25, 0.75), labels, 2);

  it('are accuracy, precision, recall and F1 a label', () => {
    assert.equal(figures.accuracy, 0.75);
    assert.deepEqual(figures.confusion, [
      [2, 1],
      [0, 1],
    ]);
    const [zero, one] = figures.classes;
    near(zero!.precision, 1);
    near(zero!.recall, 2 / 3);
    near(zero!.f1, 0.8);
    near(one!.precision, 0.5);
    near(one!.recall, 1);
    near(figures.macroF1, (0.8 + 2 / 3) / 2);
  });

  it('say how far confidence and accuracy are apart', () => {
    // Each in a bin of its own: 0.95, 0.85 and 0.75 right, 0.65 wrong.
    near(figures.calibrationError, (0.05 + 0.15 + 0.25 + 0.65) / 4, 1e-6);
    assert.equal(
      figures.reliability.reduce((sum, { count }) => sum + count, 0),
      4,
    );
  });

  it('have an interval', () => {
    // Wilson's interval of 8 in 10, as in the tables: 0.490 to 0.943.
    const [from, to] = wilsonInterval(8, 10);
    near(from, 0.4902, 1e-3);
    near(to, 0.9433, 1e-3);
    assert.deepEqual(wilsonInterval(0, 0), [0, 1]);
    // No rounding is left where it ends at 0 or 1.
    for (let of = 1; of < 100; of++) assert.deepEqual([wilsonInterval(of, of)[1], wilsonInterval(0, of)[0]], [1, 0]);
  });

  it('have intervals a label, F1 that of the share of all texts with or given the label', () => {
    const [zero, one] = figures.classes;
    assert.deepEqual(zero!.intervals.precision, wilsonInterval(2, 2));
    assert.deepEqual(one!.intervals.recall, wilsonInterval(1, 1));
    const [low, high] = wilsonInterval(2, 3);
    assert.deepEqual(zero!.intervals.f1, [(2 * low) / (1 + low), (2 * high) / (1 + high)]);
    for (const { f1, intervals } of figures.classes) assert.ok(intervals.f1[0] < f1 && f1 <= intervals.f1[1]);
  });

  it('are not certain of a macro F1 where all texts are right', () => {
    const all = classificationFigures(Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.7, 0.3), Int32Array.of(0, 1, 0), 2);
    assert.equal(all.macroF1, 1);
    assert.deepEqual(all.macroF1Interval, wilsonInterval(3, 3));
  });

  it('hold the true F1 and the true macro F1 in about 95 of 100 trials', () => {
    // 150 texts of two labels, 60 and 40 of 100; each label found with 0.9 and 0.7. By expected counts F1 of the first is
    // 2 * 0.54 / (0.6 + 0.66), of the second 2 * 0.28 / (0.4 + 0.34).
    const truth = [(2 * 0.54) / 1.26, (2 * 0.28) / 0.74];
    const random = new Random(4);
    const trials = 200;
    let [first, macro] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const of = Int32Array.from({ length: 150 }, () => Number(random.uniform() < 0.4));
      const said = new Float32Array(300);
      of.forEach((label, n) => {
        const right = random.uniform() < (label === 0 ? 0.9 : 0.7);
        said[2 * n + (right ? label : 1 - label)] = 1;
      });
      const found = classificationFigures(said, of, 2);
      const holds = ([low, high]: readonly [number, number], value: number): number =>
        Number(low <= value && value <= high);
      first += holds(found.classes[0]!.intervals.f1, truth[0]!);
      macro += holds(found.macroF1Interval, (truth[0]! + truth[1]!) / 2);
    }
    // Two and a half deviations of a binomial below 0.95.
    assert.ok(first >= 0.91 * trials, String(first));
    assert.ok(macro >= 0.91 * trials, String(macro));
  });
});
