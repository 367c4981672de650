import assert from 'node:assert/strict';
import { test } from 'node:test';
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
