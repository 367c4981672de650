import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { prepareLabels, encodingTexts } from '../../../src/kinds/labels/prepareLabels';
import { defaultLabelOptions } from '../../../src/options/labels';
import { tokeniserFor, type Tokeniser } from '../../../src/text/tokens/tokenise';
import { Vocabulary } from '../../../src/text/tokens/vocabulary';
import { NgramCounts } from '../../../src/text/counting/ngramCounts';
import { WittenBell } from '../../../src/text/counting/wittenBell';
import { runAtOnce, runWithPauses, type Pausable } from '../../../src/text/pausable';
import { encodeText, encoding, encodingWith } from '../../../src/text/tokens/corpus';

const text = Array.from({ length: 60_000 }, (_, i) => `Word${i % 977} and ${i % 13},${i % 9 === 0 ? '\n' : ' '}`).join(
  '',
);
const options = { minFrequency: 1, bytePairVocabularySize: 300, maxTokens: 0 };
const corpus = encodeText(text, { ...options, tokenisation: 'char', clean: false });
const { ids, vocabulary, tokeniser } = corpus;
const model = WittenBell.train(ids, 2, vocabulary.size);

const works: Record<string, () => Pausable<unknown>> = {
  'counting n-grams': () => new NgramCounts(3).add(ids),
  'training by counting': () => WittenBell.training(ids, 2, vocabulary.size),
  'the loss of counts': () => model.measuring(ids),
  'encoding with a vocabulary': () => encodingWith(vocabulary, tokeniser, text),
};
for (const tokenisation of ['char', 'word', 'bpe'] as const)
  for (const clean of [false, true])
    works[`encoding: ${tokenisation}${clean ? ', cleaned' : ''}`] = () =>
      encoding(text, { ...options, tokenisation, clean });

for (const [name, work] of Object.entries(works))
  test(`${name} can be given up in its middle`, async () => {
    let pauses = 0;
    const stop = async (): Promise<void> => {
      await Promise.resolve();
      if (++pauses === 3) throw new Error('not wanted');
    };
    await assert.rejects(runWithPauses(work(), stop), /not wanted/);
    let all = 0;
    let longest = 0;
    let last = performance.now();
    await runWithPauses(work(), async () => {
      await Promise.resolve();
      all++;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    });
    assert.ok(all > 3, `${all} pauses`);
    assert.ok(longest < 2000, `${longest} ms without a pause`);
  });

test('work with pauses has the result of work without', async () => {
  const pause = (): Promise<void> => Promise.resolve();
  const paused = await runWithPauses(encoding(text, { ...options, tokenisation: 'bpe', clean: true }), pause);
  const atOnce = encodeText(text, { ...options, tokenisation: 'bpe', clean: true });
  assert.deepEqual(paused.ids, atOnce.ids);
  assert.deepEqual(paused.vocabulary.list, atOnce.vocabulary.list);
  assert.equal(await runWithPauses(model.measuring(ids), pause), runAtOnce(model.measuring(ids)));
});

describe('a megabyte of a script without spaces', () => {
  const han = Array.from({ length: 340_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + ((i * i + (i >> 3)) % 2000)),
  ).join('');
  /** Characters that were read from one pause to the next, at most. */
  function longest(work: (visit: (token: string) => void) => Pausable<unknown>): number {
    let [most, read] = [0, 0];
    const running = work(token => (read += token.length));
    for (let step = running.next(); step.done !== true; step = running.next()) {
      most = Math.max(most, read);
      read = 0;
    }
    return Math.max(most, read);
  }
  /** A run is cut as a whole, and is as long as the pattern allows. */
  const mostCharacters = 2 * 4096;

  it('is read with as many pauses as other texts, in one piece', () => {
    const words = tokeniserFor('word', false);
    const most = longest(visit => words.read(han, visit));
    assert.ok(most <= mostCharacters, `${most} characters`);
  });

  it('is read with them in many short texts', () => {
    const texts = Array.from({ length: 3400 }, (_, i) => han.slice(100 * i, 100 * i + 100));
    const tokeniser = tokeniserFor('word', false);
    const vocabulary = Vocabulary.fromCounts(new Map([['一', 1]]), {});
    const most = longest(visit => {
      const telling: Tokeniser = {
        separator: '',
        read: (read, take) =>
          tokeniser.read(read, token => {
            visit(token);
            take(token);
          }),
      };
      return encodingTexts(texts, { vocabulary, tokeniser: telling }, 200);
    });
    assert.ok(most <= mostCharacters, `${most} characters`);
  });

  it('is given up where it is labelled', async () => {
    const texts = Array.from({ length: 3400 }, (_, i) => ({
      text: han.slice(100 * i, 100 * i + 100),
      label: i % 2 ? 'a' : 'b',
    }));
    let pauses = 0;
    const pause = async (): Promise<void> => {
      await Promise.resolve();
      pauses++;
    };
    await prepareLabels(
      { name: 'han', texts, notes: [], characters: han.length, sha256: '' },
      defaultLabelOptions,
      pause,
    );
    // Of each of the passes over all texts: alike, statistics, tokens.
    assert.ok(pauses > (3 * han.length) / mostCharacters, `${pauses} pauses`);
  });
});
