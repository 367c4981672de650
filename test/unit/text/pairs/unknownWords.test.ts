import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordPartners } from '../../../../src/text/pairs/pairAlignment';
import { orderedPairBatches } from '../../../../src/text/pairs/pairBatches';
import { encodePairs, unknownIndex } from '../../../../src/text/pairs/pairCorpus';
import { Random } from '../../../../src/text/random/random';
import { pairTokeniser } from '../../../../src/text/pairs/pairLanguage';
import { teachUnknownWords, withHiddenWords } from '../../../../src/text/pairs/unknownWords';
import { runAtOnce } from '../../../../src/text/pausable';

const options = {
  sourceTokeniser: pairTokeniser({ tokenisation: 'word' }),
  targetTokeniser: pairTokeniser({ tokenisation: 'word' }),
  minFrequency: 1,
  maxLength: 10,
  tooLong: 'drop' as const,
};

const nouns = ['cat', 'dog', 'fox', 'cow'];
const adjectives = ['red', 'big', 'old'];
const pairs = nouns.flatMap(noun =>
  adjectives.map(adjective => ({ source: `the ${adjective} ${noun}`, target: `${noun}o ${adjective}u` })),
);
const corpus = runAtOnce(encodePairs(pairs, options));
const { source, target, sourceVocabulary, targetVocabulary } = corpus;
const partners = runAtOnce(wordPartners(source, target, sourceVocabulary.size, targetVocabulary.size));

describe('partners', () => {
  it('are the words that occur together and seldom apart', () => {
    for (const [suffix, words] of [
      ['o', nouns],
      ['u', adjectives],
    ] as const)
      // prettier-ignore
      for (const word of words)
        assert.equal(targetVocabulary.token(partners[sourceVocabulary.index(word)]!), `${word}${suffix}`);
  });

  it('are missing where there is none: each word has one at most, and reserved tokens have none', () => {
    assert.equal(partners[sourceVocabulary.index('the')], 0);
    assert.deepEqual([...partners.slice(0, 4)], [0, 0, 0, 0]);
  });
});

describe('hidden words', () => {
  const epoch = orderedPairBatches(source, target, 5);
  const hidden = (seed: number) => {
    const counts = { source: 0, target: 0, inputs: 0, rows: 0 };
    for (let round = 0; round < 100; round++)
      for (const batch of withHiddenWords(epoch, partners, new Random(seed + round))) {
        const { batchSize, source: ids, decoderTargets, decoderInputs, sourceSteps, targetSteps } = batch;
        for (let row = 0; row < batchSize; row++) {
          const column = (array: Int32Array, steps: number): number =>
            Array.from({ length: steps }, (_, step) => array[step * batchSize + row]!).filter(id => id === unknownIndex)
              .length;
          const [from, to] = [column(ids, sourceSteps), column(decoderTargets, targetSteps)];
          assert.equal(from, to);
          assert.equal(column(decoderInputs, targetSteps), to);
          counts.source += from;
          counts.rows += 1;
        }
      }
    return counts;
  };

  it('are hidden on both sides alike, in a tenth of the pairs', () => {
    const { source: words, rows } = hidden(1);
    assert.ok(words / rows > 0.07 && words / rows < 0.13, `${words} of ${rows}`);
  });

  it('follow from the seed, and leave the corpus as it is', () => {
    assert.deepEqual(hidden(2), hidden(2));
    assert.ok(!source.packed().ids.includes(unknownIndex));
  });

  it('are needed where the pairs know every word, and not where they have unknown ones', () => {
    assert.equal(teachUnknownWords(source, target), false);
    const rare = runAtOnce(
      encodePairs([...pairs, { source: 'an emu', target: 'emuo' }], { ...options, minFrequency: 2 }),
    );
    assert.equal(teachUnknownWords(rare.source, rare.target), true);
  });
});
