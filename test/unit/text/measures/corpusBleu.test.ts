/** Expected values printed by sacrebleu 2.6.0, corpus_bleu(predictions, [references]) with its defaults. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { corpusBleu, tokenise13a } from '../../../../src/text/measures/corpusBleu';

const predictions = [
  "Tom's car costs 3,500.50 dollars, doesn't it?",
  'He is calm .',
  'I lost the red-brown book on 12-05.',
  '"Go!" she said & left -- quickly.',
  'the the the cat',
  'Ça va très bien, merci !',
];
const references = [
  "Tom's car costs $3,500.50, doesn't it?",
  "He's calm.",
  'I lost my red-brown book on 12-05.',
  '"Go!" she said &amp; left quickly.',
  'the cat sat on the mat',
  'Tout va très bien, merci !',
];
const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
};

describe('corpus BLEU', () => {
  it("is sacrebleu's", () => {
    const { score, precisions, brevityPenalty, predictionLength, referenceLength } = corpusBleu(
      predictions,
      references.map(reference => [reference]),
    );
    near(score, 62.59679510673895);
    [84.44444444444444, 69.23076923076923, 54.54545454545455, 48.148148148148145].forEach((expected, i) => {
      near(precisions[i]!, expected);
    });
    assert.deepEqual([brevityPenalty, predictionLength, referenceLength], [1, 45, 45]);
  });

  it("is sacrebleu's where n-grams are missing", () => {
    const smoothed = corpusBleu(['il est calme .'], [['il est tranquille .']]);
    near(smoothed.score, 35.35533905932737);
    near(smoothed.precisions[3]!, 25);
    assert.equal(corpusBleu(['go .'], [['va !']]).score, 0);
    assert.equal(corpusBleu(['a b c'], [['a b d']]).score, 0);
    assert.deepEqual(corpusBleu(['a b c'], [['a b d']]).precisions.map(Math.round), [67, 50, 50, 0]);
    assert.equal(corpusBleu([''], [['a']]).score, 0);
    assert.equal(corpusBleu([], []).score, 0);
  });

  it('punishes brevity by exp(1 - r/c)', () => {
    near(corpusBleu(['a b c d e'], [['a b c d e f g']]).score, 100 * Math.exp(1 - 7 / 5));
  });

  it('takes the best of several references, and the length of the closest', () => {
    const several = [
      ['the cat sat on a mat', 'a cat sat on the mat today'],
      ['go away now please'],
      ['il est calme', 'il est tres calme ce soir'],
    ];
    const { score, referenceLength } = corpusBleu(['a cat sat on a mat', 'go away now', 'il est tres calme'], several);
    // 6 + 4 + 3: each time the one nearest in length.
    assert.equal(referenceLength, 13);
    // One "a" of two is in a reference: matches 12/13, 10/10, 7/7, 4/4; brevity 1.
    near(score, 100 * (12 / 13) ** (1 / 4));
  });

  it('needs a reference for each prediction', () => {
    assert.throws(() => corpusBleu(['a'], [[]]), RangeError);
    assert.throws(() => corpusBleu(['a'], []), RangeError);
  });
});

describe('13a tokens', () => {
  it("are sacrebleu's", () => {
    assert.deepEqual([...predictions, ...references].map(line => tokenise13a(line).join(' ')), [
      "Tom's car costs 3,500.50 dollars , doesn't it ?", 'He is calm .', 'I lost the red-brown book on 12 - 05 .',
      '" Go ! " she said & left -- quickly .', 'the the the cat', 'Ça va très bien , merci !',
      "Tom's car costs $ 3,500.50 , doesn't it ?", "He's calm .", 'I lost my red-brown book on 12 - 05 .',
      '" Go ! " she said & left quickly .', 'the cat sat on the mat', 'Tout va très bien , merci !',
    ]); // prettier-ignore
  });
});
