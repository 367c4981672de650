import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openModel } from '../../../src/kinds/implementations';
import type { KindChoice } from '../../../src/options/kinds';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import type { TypingFigures } from '../../../src/protocol/completion';
import { textOf, train } from './models';

const line = 'the keeper of the lighthouse counted the stairs of the tower\n';
const text = line.repeat(60);
const { network, training } = defaultLanguageModelOptions;
const choices: KindChoice[] = [
  { kind: 'ngram', options: { ...defaultNgramOptions, order: 6 } },
  {
    kind: 'language',
    options: {
      ...defaultLanguageModelOptions,
      network: { ...network, hiddenSize: 8, embeddingSize: 4 },
      training: { ...training, epochs: 1, batchSize: 4, timeSteps: 16, threads: 1, sampleLength: 5 },
    },
  },
];

describe('keys that suggestions save on the held-out text', () => {
  let modelsFolder = '';
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-keys-'));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  for (const choice of choices)
    it(`are measured of a model of the kind ${choice.kind}`, async () => {
      const { folder } = await train({
        ...choice,
        ...{ sources: [textOf(text, 'tower')], engine: 'wasm', modelsFolder, modelName: 'tower' },
      });
      const model = await openModel(folder, 'wasm');
      const measured = (source: string): Promise<TypingFigures | null> =>
        model.keysSaved!({ modelFolder: folder, source: textOf(source, 'tower') }, new AbortController().signal);
      try {
        const figures = await measured(text);
        // A tenth is held out, and is the same line again.
        assert.equal(figures?.characters, Math.floor(text.length / 10));
        assert.ok(figures.keys < 0.7 * figures.characters, `${figures.keys} keys`);
        assert.equal(await measured(line.repeat(80)), null);
      } finally {
        model.dispose();
      }
    });
});
