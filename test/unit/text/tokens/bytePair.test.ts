import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runAtOnce } from '../../../../src/text/pausable';
import { BytePairTokeniser, learnBytePairs } from '../../../../src/text/tokens/bytePair';
import { learnMerges } from '../../../../src/text/tokens/bytePairLearning';
import { encodeText } from '../../../../src/text/tokens/corpus';
import { detokenise, tokenise } from '../../../../src/text/tokens/tokenise';

/** Merges by counting everything anew each time. */
function learnNaively(counts: Map<string, number>, merges: number): [string, string][] {
  const words = Array.from(counts, ([word, count]) => ({ parts: Array.from(word), count }));
  const age = new Map<string, number>();
  for (const { parts } of words) for (const part of parts) if (!age.has(part)) age.set(part, age.size);
  const learned: [string, string][] = [];
  while (learned.length < merges) {
    const pairs = new Map<string, { pair: [string, string]; count: number }>();
    for (const { parts, count } of words)
      for (let i = 0; i + 1 < parts.length; i++) {
        const key = `${parts[i]!}|${parts[i + 1]!}`;
        const known = pairs.get(key) ?? { pair: [parts[i]!, parts[i + 1]!], count: 0 };
        known.count += count;
        pairs.set(key, known);
      }
    const [best] = [...pairs.values()].sort(
      (a, b) =>
        b.count - a.count || age.get(a.pair[0])! - age.get(b.pair[0])! || age.get(a.pair[1])! - age.get(b.pair[1])!,
    );
    if (best === undefined || best.count < 2) break;
    const merged = best.pair.join('');
    if (!age.has(merged)) age.set(merged, age.size);
    learned.push(best.pair);
    for (const word of words)
      for (let i = 0; i + 1 < word.parts.length; i++)
        if (word.parts[i] === best.pair[0] && word.parts[i + 1] === best.pair[1]) word.parts.splice(i, 2, merged);
  }
  return learned;
}

describe('learning byte pairs', () => {
  it('merges as in the example of the paper, equal counts by the oldest symbols', () => {
    const words = new Map([['low·', 5], ['lower·', 2], ['newest·', 6], ['widest·', 3]]); // prettier-ignore
    const { symbols, merges } = runAtOnce(learnMerges(words, 11 + 4));
    assert.equal(symbols.length, 11);
    // e+s, s+t and t+· occur 9 times each; the paper's program happens to join them from the left.
    assert.deepEqual(merges.map(pair => pair.join('+')), ['e+s', 't+·', 'es+t·', 'l+o']); // prettier-ignore
  });

  it('merges as counting everything anew does', () => {
    const text = readFileSync(join(process.cwd(), 'test/golden/data/timemachine.txt'), 'utf8').slice(0, 8000);
    const words = new Map<string, number>();
    for (const word of text.split(/\s+/)) words.set(word, (words.get(word) ?? 0) + 1);
    const symbols = new Set(text.replace(/\s/g, '')).size;
    const { merges } = runAtOnce(learnMerges(words, symbols + 120));
    assert.deepEqual(merges, learnNaively(words, merges.length));
    assert.ok(merges.length >= 120);
  });

  it('merges runs of one character from the left', () => {
    const { merges } = runAtOnce(learnMerges(new Map([['aaaa', 3]]), 3));
    assert.deepEqual(merges, [['a', 'a'], ['aa', 'aa']]); // prettier-ignore
  });

  it('stops when no pair occurs twice, and keeps all characters when there are many', () => {
    assert.deepEqual(runAtOnce(learnMerges(new Map([['abc', 1]]), 100)).merges, []);
    const chinese = runAtOnce(learnBytePairs('天地玄黃宇宙洪荒', 4, false));
    assert.equal(chinese.inventory.length, 8);
    assert.equal(chinese.merges.length, 0);
  });
});

describe('byte-pair tokens', () => {
  const text = readFileSync(join(process.cwd(), 'test/golden/data/timemachine.txt'), 'utf8');
  const learned = runAtOnce(learnBytePairs(text, 1024, false));

  it('are as many as asked for, <unk> included', () => {
    const { vocabulary, ids } = encodeText(text, {
      tokenisation: 'bpe',
      clean: false,
      minFrequency: 1,
      bytePairVocabularySize: 1024,
      maxTokens: 0,
    });
    assert.equal(vocabulary.size, 1024);
    assert.ok(text.length / ids.length > 2.2, `${text.length / ids.length} characters a token`);
    assert.ok(Array.from('the quick brown fox').every(character => vocabulary.has(character)));
  });

  it('keep the blank with the word behind it', () => {
    assert.deepEqual(tokenise('in the time of the', learned), ['in', ' the', ' time', ' of', ' the']);
    assert.deepEqual(tokenise(' the  the ', learned), [' the', ' ', ' ', 'the', ' ']);
  });

  it('come out alike from saved merges', () => {
    const saved: unknown = JSON.parse(JSON.stringify(learned.merges));
    assert.deepEqual(saved, learned.merges);
    const restored = new BytePairTokeniser(learned.merges, false);
    assert.deepEqual(tokenise(text.slice(5000, 9000), restored), tokenise(text.slice(5000, 9000), learned));
  });

  it('of cleaned text are those of its words', () => {
    const clean = runAtOnce(learnBytePairs(text, 300, true));
    assert.equal(detokenise(tokenise('The Time-Traveller,\n\n(for so', clean), clean), 'the time traveller for so');
  });
});
