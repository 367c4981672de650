import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderedPairBatches, shuffledPairBatches } from '../../../../src/text/pairs/pairBatches';
import { bosIndex, encodePairs, encodePairsWith, eosIndex, padIndex } from '../../../../src/text/pairs/pairCorpus';
import { Random } from '../../../../src/text/random/random';
import { pairTokeniser } from '../../../../src/text/pairs/pairLanguage';
import { tokeniserFor } from '../../../../src/text/tokens/tokenise';
import { runAtOnce } from '../../../../src/text/pausable';

const options = {
  sourceTokeniser: pairTokeniser({ tokenisation: 'word' }),
  targetTokeniser: pairTokeniser({ tokenisation: 'word' }),
  minFrequency: 1,
  maxLength: 10,
  tooLong: 'drop' as const,
};
const pairs = [
  { source: 'go .', target: 'va !' },
  { source: 'i am home .', target: 'je suis chez moi .' },
  { source: 'run', target: 'cours vite !' },
];

describe('encoded pairs', () => {
  it('end with <eos> and have vocabularies of their own', () => {
    const corpus = runAtOnce(encodePairs(pairs, options));
    assert.deepEqual(corpus.sourceVocabulary.list.slice(0, 5), ['<unk>', '<pad>', '<bos>', '<eos>', '.']);
    assert.deepEqual(corpus.sourceVocabulary.tokens(corpus.source.at(0)), ['go', '.', '<eos>']);
    assert.deepEqual(corpus.targetVocabulary.tokens(corpus.target.at(2)), ['cours', 'vite', '!', '<eos>']);
    assert.equal(corpus.source.count, 3);
  });

  it('that are too long are dropped and counted, or cut', () => {
    const dropped = runAtOnce(encodePairs(pairs, { ...options, maxLength: 5 }));
    assert.deepEqual([...dropped.kept], [0, 2]);
    assert.equal(dropped.dropped.tooLong, 1);
    const cut = runAtOnce(encodePairs(pairs, { ...options, maxLength: 3, tooLong: 'truncate' }));
    assert.equal(cut.dropped.tooLong, 0);
    assert.deepEqual(cut.targetVocabulary.tokens(cut.target.at(1)), ['je', 'suis', 'chez']);
  });

  it('of a held-out set use the same vocabularies', () => {
    const corpus = runAtOnce(encodePairs(pairs, options));
    const heldOut = runAtOnce(
      encodePairsWith(
        corpus.sourceVocabulary,
        corpus.targetVocabulary,
        [{ source: 'go home', target: 'rentre !' }],
        options,
      ),
    );
    assert.deepEqual(corpus.sourceVocabulary.tokens(heldOut.source.at(0)), ['go', 'home', '<eos>']);
    assert.deepEqual(corpus.targetVocabulary.tokens(heldOut.target.at(0)), ['<unk>', '!', '<eos>']);
  });

  it('can be characters', () => {
    const characters = tokeniserFor('char', false);
    const corpus = runAtOnce(
      encodePairs([{ source: 'May 1', target: '05-01' }], {
        ...options,
        sourceTokeniser: characters,
        targetTokeniser: characters,
      }),
    );
    assert.equal(corpus.source.length(0), 6);
    assert.equal(corpus.target.length(0), 6);
  });
});

describe('a batch of pairs', () => {
  it('is time-major, padded, and forces the teacher', () => {
    const corpus = runAtOnce(encodePairs(pairs, options));
    const [batch] = [...orderedPairBatches(corpus.source, corpus.target, 2)];
    assert.deepEqual([batch!.batchSize, batch!.sourceSteps, batch!.targetSteps], [2, 5, 6]);
    assert.deepEqual([...batch!.sourceLengths], [3, 5]);
    assert.deepEqual([...batch!.targetLengths], [3, 6]);
    const column = (ids: Int32Array, b: number): number[] => [...ids].filter((_, i) => i % 2 === b);
    const va = [...corpus.target.at(0)];
    assert.equal(va[2], eosIndex);
    assert.deepEqual(column(batch!.decoderTargets, 0), [...va, padIndex, padIndex, padIndex]);
    assert.deepEqual(column(batch!.decoderInputs, 0), [bosIndex, va[0], va[1], padIndex, padIndex, padIndex]);
    assert.deepEqual(column(batch!.decoderInputs, 1), [bosIndex, ...corpus.target.at(1).slice(0, -1)]);
    assert.deepEqual(column(batch!.source, 0), [...corpus.source.at(0), padIndex, padIndex]);
  });
});

describe('an epoch of pairs', () => {
  const random = new Random(4);
  const many = Array.from({ length: 1000 }, (_, i) => ({
    source: `s${i}` + ' x'.repeat(random.integer(9)),
    target: `t${i}`,
  }));
  const { source, target, sourceVocabulary } = runAtOnce(encodePairs(many, options));
  const firsts = (seed: number): string[] =>
    [...shuffledPairBatches(source, target, 16, new Random(seed))].flatMap(batch =>
      sourceVocabulary.tokens(batch.source.subarray(0, batch.batchSize)),
    );

  it('has every pair once, in a new order each time, the same for a seed', () => {
    assert.deepEqual(firsts(1).sort(), many.map((_, i) => `s${i}`).sort());
    assert.notDeepEqual(firsts(1), firsts(2));
    assert.deepEqual(firsts(1), firsts(1));
    assert.equal(shuffledPairBatches(source, target, 16, random).batches, 63);
  });

  it('pads little', () => {
    let [tokens, places] = [0, 0];
    for (const batch of shuffledPairBatches(source, target, 16, random)) {
      tokens += batch.sourceLengths.reduce((sum, length) => sum + length, 0);
      places += batch.source.length;
    }
    assert.ok(tokens / places > 0.95, `${tokens / places}`);
  });

  it('of one pair is one batch; of none, none', () => {
    const one = runAtOnce(encodePairs(pairs.slice(0, 1), options));
    assert.equal([...shuffledPairBatches(one.source, one.target, 64, random)][0]!.batchSize, 1);
    const none = runAtOnce(encodePairs([], options));
    assert.equal(shuffledPairBatches(none.source, none.target, 64, random).batches, 0);
  });
});
