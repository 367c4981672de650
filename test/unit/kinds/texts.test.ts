import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultLanguageModelOptions as defaults, type LanguageModelOptions } from '../../../src/options/language';
import { defaultSamplingOptions } from '../../../src/options/sampling';
import type { Tokenisation } from '../../../src/protocol/model';
import { readRun } from '../../../src/store/manifest';
import { evaluateText, opened, train } from './models';
import { said } from '../said';

const options = (tokenisation: Tokenisation): LanguageModelOptions => ({
  text: { ...defaults.text, tokenisation, bytePairVocabularySize: 300 },
  network: { ...defaults.network, hiddenSize: 32, embeddingSize: 16, dropout: 0 },
  optimiser: { ...defaults.optimiser, learningRate: 1e-2 },
  training: { ...defaults.training, epochs: 10, batchSize: 8, timeSteps: 16, threads: 1, sampleLength: 40 },
});

// 道德經, chapter 1 (public domain).
const chinese = '道可道,非常道。名可名,非常名。無名天地之始;有名萬物之母。\n'.repeat(40);
const marks = 'café naïve 👩‍👩‍👧 e\u0301te\u0301 👍🏽 \u0915\u094d\u0937 done.\n'.repeat(150);

interface Case {
  name: string;
  text: () => Promise<string>;
  tokenisation: Tokenisation;
  prefix: string;
}
const cases: Case[] = [
  { name: 'Chinese by code points', text: () => Promise.resolve(chinese), tokenisation: 'char', prefix: '道可道,非' },
  { name: 'Chinese by words', text: () => Promise.resolve(chinese), tokenisation: 'word', prefix: '道可道,非' },
  { name: 'emoji and combining marks', text: () => Promise.resolve(marks), tokenisation: 'char', prefix: 'café na' },
  { name: 'emoji by words', text: () => Promise.resolve(marks), tokenisation: 'word', prefix: 'café na' },
  { name: 'emoji by byte pairs', text: () => Promise.resolve(marks), tokenisation: 'bpe', prefix: 'café na' },
  {
    name: 'source code by byte pairs',
    text: () => readFile('src/text/tokens/vocabulary.ts', 'utf8'),
    tokenisation: 'bpe',
    prefix: 'export cl',
  },
];

describe('any text trains and continues', () => {
  let modelsFolder = '';
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-texts-'));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));
  const never = new AbortController().signal;

  for (const { name, text, tokenisation, prefix } of cases)
    it(name, async () => {
      const source = { kind: 'text' as const, name: 'text', text: await text() };
      const result = await train({
        kind: 'language',
        sources: [source],
        options: options(tokenisation),
        engine: 'wasm',
        modelsFolder,
        modelName: name,
      });
      const first = (await readRun(result.folder)).validations[0]!.loss;
      assert.ok(result.validationLoss! < first, `${first} to ${result.validationLoss!}`);
      assert.ok(result.copied!.characters > 0);
      assert.match(said(result.verdict), /copied from the text has/);
      const model = await opened(result.folder, 'continue');
      const request = { modelFolder: result.folder, prefix, most: { tokens: 12 }, stopAt: [], timeBudgetMs: 0 };
      const sampling = { ...defaultSamplingOptions, temperature: 0 };
      const { continuation, tokens } = await model.use({ ...request, sampling }, never);
      const apart = await model.use({ ...request, prefix: prefix.normalize('NFD'), sampling }, never);
      model.dispose();
      assert.deepEqual([apart.continuation, apart.unknown], [continuation, []]);
      assert.equal(tokens, 12);
      assert.ok(continuation.length > 0 && !/\p{Surrogate}/u.test(continuation), continuation);
      const own = await evaluateText(result.folder, source);
      assert.equal(own.unknownTokens, 0);
      assert.ok(own.bitsPerCharacter > 0 && own.loss < first);
      const strange = { ...source, text: '☃ ☂' };
      const strangers = await evaluateText(result.folder, strange);
      assert.ok(strangers.unknownTokens > 0 && Number.isFinite(strangers.loss));
    });
});
