import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { labels } from '../../../src/kinds/labels/implementation';
import { language } from '../../../src/kinds/language/implementation';
import { series } from '../../../src/kinds/series/implementation';
import { translation } from '../../../src/kinds/translation/implementation';
import { defaultLabelOptions } from '../../../src/options/labels';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../src/options/language';
import { defaultSeriesOptions } from '../../../src/options/series';
import { defaultTranslationOptions } from '../../../src/options/translation';
import type { TrainableKind } from '../../../src/training/kind';
import type { UnrollError } from '../../../src/protocol/errors';
import { assertFits, bytesToTrain, type ModelSize } from '../../../src/training/memory';
import { peakOf } from '../memory';

const { network, training, text: textOptions } = defaultLanguageModelOptions;
const words = Array.from({ length: 1600 }, (_, index) => `w${index % 1500}`).join(' ');

async function sizeIn<O>(kind: TrainableKind<O>, file: string, text: string, options: O): Promise<ModelSize> {
  const context = { emit: () => undefined, pause: () => Promise.resolve() };
  const prepared = await kind.prepare([{ kind: 'text', name: file, text }], options, context);
  assert.ok(prepared.learning.by === 'steps' && prepared.learning.steps.size);
  return prepared.learning.steps.size;
}
const sizeOf = (options: LanguageModelOptions, text = words): Promise<ModelSize> =>
  sizeIn(language, 'a.txt', text, options);

test('a model that does not fit is refused before anything is taken, with the size that fits', async () => {
  const options = { ...defaultLanguageModelOptions, network: { ...network, hiddenSize: 4096, layers: 4 } };
  const size = await sizeOf(options);
  const [threads, available] = [2, 4 * 2 ** 30];
  const one = { size, training: { ...training, threads } };
  let fitting = 0;
  assert.throws(
    () => {
      assertFits(one, 'auto', 0, available);
    },
    ({ code, sentence }: UnrollError) => {
      fitting = Number(sentence.arguments?.['hiddenSize']);
      return code === 'bad-options' && sentence.key === 'error.tooLittleMemoryFor';
    },
  );
  assert.ok(fitting > 256 && fitting < 4096, String(fitting));
  assert.ok(bytesToTrain(size.of(fitting), threads, 0) <= available);
  assert.doesNotThrow(() => {
    assertFits({ ...one, size: { ...size, hiddenSize: fitting } }, 'auto', 0, available);
  });
  // The text counts, too.
  assert.throws(() => {
    assertFits({ ...one, size: { ...size, hiddenSize: fitting } }, 'auto', 400e6, available);
  });
  // More than a thread can address, whatever there is.
  assert.throws(() => {
    assertFits(one, 'wasm', 0, 2 ** 40);
  });
  assert.throws(
    () => {
      assertFits(one, 'auto', 0, 2 ** 20);
    },
    ({ sentence }: UnrollError) => sentence.key === 'error.tooLittleMemory',
  );
});

/** The memory is at its peak within the first steps, of which a text need have no more than a few. */
const letters = words.slice(0, 4000);
const linux = process.platform === 'linux';
const inWords = { ...defaultLanguageModelOptions, text: { ...textOptions, tokenisation: 'word' } } as const;
const labelled = Array.from({ length: 80 }, (_, n) => `${n % 2 ? 'good' : 'bad'}\t${words.slice(0, 600)} ${n}`).join(
  '\n',
);
const pairs = Array.from(
  { length: 400 },
  (_, n) => `w${n % 300} w${(7 * n) % 300} the\tv${n % 200} v${(3 * n) % 200}`,
).join('\n');
const inPairs = { ...defaultTranslationOptions, text: { ...defaultTranslationOptions.text, format: 'tsv' } } as const;
const numbers = Array.from({ length: 300 }, (_, n) => Math.round(100 * Math.sin(n / 3))).join('\n');
const cases: [string, string, number, string[], () => Promise<ModelSize>][] = [
  ['a.txt', letters, 1000, ['train', '--tokens', 'char'], () => sizeOf(defaultLanguageModelOptions, letters)],
  ['a.txt', words, 700, ['train', '--tokens', 'word'], () => sizeOf(inWords)],
  ['a.tsv', labelled, 600, ['train-classifier'], () => sizeIn(labels, 'a.tsv', labelled, defaultLabelOptions)],
  // Of a translation the peak is its first checkpoint.
  ['p.tsv', pairs, 500, ['train-translation'], () => sizeIn(translation, 'p.tsv', pairs, inPairs)],
  ['a.csv', numbers, 1000, ['forecast'], () => sizeIn(series, 'a.csv', numbers, defaultSeriesOptions)],
];
for (const [name, text, hidden, command, sizeAsEstimated] of cases)
  test(`the estimate is right within a quarter: ${command.join(' ')}, ${hidden}`, { skip: !linux }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-memory-'));
    try {
      const file = join(folder, name);
      writeFileSync(file, text);
      const flags = ['--hidden', String(hidden), '--epochs', '1', '--threads', '1', '--engine', 'wasm', '--json'];
      const [verb = '', ...more] = command;
      const most = await peakOf([verb, file, ...flags, ...more, '--out', folder], verb === 'train-translation');
      const size = await sizeAsEstimated();
      const estimate = bytesToTrain(size.of(hidden), 1, text.length);
      console.log(
        `${command.join(' ')} ${hidden}: estimated ${(estimate / 2 ** 20).toFixed(0)} MiB, took ${(most / 2 ** 20).toFixed(0)} MiB`,
      );
      assert.ok(Math.abs(estimate / most - 1) < 0.25, `${estimate} and ${most}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
