/**
 * The notes' own figures (Dive into Deep Learning, 2nd edition, chapters "Text preprocessing", "Language models and the dataset",
 * "Sequence to sequence learning"), recomputed in Python from the same file; they must come out exactly.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bleu, matchingNgrams } from '../../../src/text/measures/bleu';
import { randomBatches, sequentialBatches, sequentialBatchesFrom } from '../../../src/text/batches/batches';
import { cleanLines } from '../../../src/text/tokens/clean';
import { encodeText, type TextOptions } from '../../../src/text/tokens/corpus';
import { NgramCounts } from '../../../src/text/counting/ngramCounts';
import { Random } from '../../../src/text/random/random';
import { zipfExponent } from '../../../src/text/counting/zipf';

const bytes = readFileSync(join(process.cwd(), 'test/golden/data/timemachine.txt'));
const timeMachine = bytes.toString('utf8');
const book: TextOptions = {
  tokenisation: 'char',
  clean: true,
  minFrequency: 1,
  bytePairVocabularySize: 1024,
  maxTokens: 0,
};
const words = encodeText(timeMachine, { ...book, tokenisation: 'word' });
const ngrams = NgramCounts.of(words.ids, 3);

const top = (length: number, count: number): string[] =>
  ngrams
    .ranked(length)
    .slice(0, count)
    .map(({ sequence, count: times }) => `${words.vocabulary.tokens(sequence).join(' ')} ${times}`);

describe('The Time Machine', () => {
  it('is the file of the notes', () => {
    assert.equal(createHash('sha1').update(bytes).digest('hex'), '090b5e7e70c295757f55df93cb0a180b9691891a');
  });

  it('has 3221 lines, cleaned as in the notes', () => {
    const lines = cleanLines(timeMachine);
    assert.equal(lines.length, 3221);
    assert.equal(lines[0], 'the time machine by h g wells');
    assert.equal(lines[10], 'twinkled and his usually pale face was flushed and animated the');
  });

  it('has 32 775 words of 4 579 kinds', () => {
    assert.equal(words.tokens, 32_775);
    assert.equal(words.vocabulary.size, 4_580);
  });

  it('has 170 580 characters, line by line, of 27 kinds', () => {
    const characters = encodeText(timeMachine, book);
    assert.equal(characters.tokens, 170_580);
    assert.equal(characters.characters, 170_580);
    assert.equal(characters.vocabulary.size, 28);
    assert.equal(characters.vocabulary.list.slice(1).join(''), ' etainoshrdlmucfwgypbvkxzjq');
    assert.deepEqual(
      characters.vocabulary.frequencies.slice(1, 11),
      [29_927, 17_838, 13_515, 11_704, 10_138, 9_917, 9_758, 8_486, 8_257, 7_674],
    );
  });

  it('has 173 428 characters with spaces for the line ends', () => {
    const whole = timeMachine.replace(/[^A-Za-z]+/g, ' ').toLowerCase();
    const characters = encodeText(whole, { ...book, clean: false });
    assert.equal(characters.tokens, 173_428);
    assert.equal(characters.vocabulary.size, 28);
  });

  it('has the most frequent words and indices of the notes', () => {
    const { vocabulary } = words;
    const most = vocabulary.list.slice(1, 11).map((token, i) => `${token} ${vocabulary.frequencies[i + 1]!}`);
    assert.deepEqual(most, [
      'the 2261', 'i 1267', 'and 1245', 'of 1155', 'a 816', 'to 695', 'was 552', 'in 541', 'that 443', 'my 440',
    ]); // prettier-ignore
    assert.deepEqual([...words.ids.subarray(0, 7)], [1, 19, 50, 40, 2183, 2184, 400]);
    const tenth = cleanLines(timeMachine)[10]!.split(' ');
    assert.deepEqual([...vocabulary.indices(tenth)], [2186, 3, 25, 1044, 362, 113, 7, 1421, 3, 1045, 1]);
  });

  it('has the bigrams and trigrams of the notes', () => {
    assert.equal(ngrams.ranked(2).length, 20_234);
    assert.equal(ngrams.ranked(3).length, 29_882);
    assert.deepEqual(top(2, 10), [
      'of the 309', 'in the 169', 'i had 130', 'i was 112', 'and the 109',
      'the time 102', 'it was 99', 'to the 85', 'as i 78', 'of a 73',
    ]); // prettier-ignore
    assert.deepEqual(top(3, 6), [
      'the time traveller 59', 'the time machine 30', 'the medical man 24',
      'it seemed to 16', 'it was a 15', 'here and there 15',
    ]); // prettier-ignore
  });

  it('follows Zipf with exponents 1.04, 0.69 and 0.47 over the ranks 11 to 1000', () => {
    const exponents = [1, 2, 3].map(length =>
      zipfExponent(
        ngrams.ranked(length).map(({ count }) => count),
        11,
        1000,
      ).toFixed(2),
    );
    assert.deepEqual(exponents, ['1.04', '0.69', '0.47']);
  });

  it('gives 8 batches of 32 x 35 from 10 000 characters, whatever the offset and the sampler', () => {
    const { ids } = encodeText(timeMachine, { ...book, maxTokens: 10_000 });
    assert.equal(ids.length, 10_000);
    const shape = { batchSize: 32, timeSteps: 35 };
    for (let offset = 0; offset <= 35; offset++) assert.equal(sequentialBatchesFrom(ids, shape, offset).batches, 8);
    for (let seed = 0; seed < 100; seed++) {
      assert.equal(sequentialBatches(ids, shape, new Random(seed)).batches, 8);
      assert.equal(randomBatches(ids, shape, new Random(seed)).batches, 8);
    }
  });
});

describe('the sequence 0..34 in batches of 2 x 5', () => {
  const ids = Int32Array.from({ length: 35 }, (_, i) => i);
  const shape = { batchSize: 2, timeSteps: 5 };

  it('is partitioned sequentially as in the notes', () => {
    const epoch = sequentialBatchesFrom(ids, shape, 0);
    const batches = [...epoch];
    assert.equal(epoch.batches, 3);
    // Time-major: the first two entries are step 0 of both rows.
    assert.deepEqual(batches.map(batch => [...batch.inputs.subarray(0, 2)]), [[0, 17], [5, 22], [10, 27]]); // prettier-ignore
  });

  it('gives 6 random pairs in 3 batches, targets one ahead', () => {
    for (let seed = 0; seed < 50; seed++) {
      const epoch = randomBatches(ids, shape, new Random(seed));
      const batches = [...epoch];
      assert.equal(epoch.batches, 3);
      assert.equal(batches.length, 3);
      for (const { inputs, targets } of batches)
        assert.deepEqual(
          targets,
          inputs.map(id => id + 1),
        );
    }
  });
});

describe('translation', () => {
  const label = Array.from('ABCDEF');
  const prediction = Array.from('ABBCD');

  it('has the precisions of the notes', () => {
    const precisions = [1, 2, 3, 4].map(n => matchingNgrams(prediction, [label], n) / (prediction.length - n + 1));
    assert.deepEqual(precisions, [4 / 5, 3 / 4, 1 / 3, 0]);
  });

  it('has the BLEU of the notes', () => {
    const scores = [1, 2, 3, 4].map(k => bleu(prediction, label, k).toFixed(4));
    assert.deepEqual(scores, ['0.7323', '0.6815', '0.5940', '0.0000']);
  });
});
