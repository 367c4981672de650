import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultNgramOptions, type NgramOptions } from '../../../../src/options/language';
import { defaultSamplingOptions } from '../../../../src/options/sampling';
import { storedLanguageModel } from '../../../../src/kinds/language/stored';
import { listModels } from '../../../../src/store/list';
import { readRun } from '../../../../src/store/manifest';
import { readModel } from '../../../../src/store/models';
import { WittenBell } from '../../../../src/text/counting/wittenBell';
import { evaluateText, opened, textOf, train } from '../models';
import { NgramStepper } from '../../../../src/kinds/ngram/stepper';
import { countsOf, storedNgramModel, tensorsOf } from '../../../../src/kinds/ngram/tensors';
import { said } from '../../said';

const signal = new AbortController().signal;
const line = 'the quick brown fox jumps over the lazy dog and runs away\n';
const source = (text: string) => textOf(text, 'fox.txt');

describe('a table of n-grams as a model', () => {
  let modelsFolder = '';
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-ngrams-'));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));
  const count = (change: Partial<NgramOptions> = {}, text = line.repeat(40)) =>
    train({
      kind: 'ngram',
      sources: [source(text)],
      engine: 'auto',
      options: { ...defaultNgramOptions, ...change },
      modelsFolder,
      modelName: 'fox',
    });
  const greedy = (modelFolder: string, prefix: string) => ({
    modelFolder,
    prefix,
    most: { tokens: 12 },
    stopAt: ['\n'],
    sampling: { ...defaultSamplingOptions, temperature: 0 },
    timeBudgetMs: 0,
  });

  it('is counted, listed, and continues text', async () => {
    const result = await count({ order: 6 });
    assert.ok(result.validationLoss! < 0.3, `held-out loss ${result.validationLoss!}`);
    assert.ok(result.copied!.characters > 20);
    assert.match(said(result.verdict), /copied from the text has \d+ characters/);
    const entry = (await listModels(modelsFolder)).find(({ folder }) => folder === result.folder);
    assert.equal(entry?.kind === 'model' && entry.hasWeights && entry.manifest.kind, 'ngram');
    const model = await opened(result.folder, 'continue');
    assert.equal((await model.use(greedy(result.folder, 'the lazy'), signal)).continuation, ' dog and run');
    const strange = await model.use(greedy(result.folder, '☃☃'), signal);
    assert.deepEqual(strange.unknown, ['☃']);
    assert.ok(strange.tokens > 0);
    model.dispose();
    await assert.rejects(readModel(result.folder, storedLanguageModel), { code: 'bad-options' });
  });

  it('beats shorter memories, from unigrams on', async () => {
    const losses: number[] = [];
    for (const order of [1, 2, 3, 5]) losses.push((await count({ order })).validationLoss!);
    assert.deepEqual(
      losses,
      losses.toSorted((a, b) => b - a),
    );
    await assert.rejects(count({ order: 0 }), { code: 'bad-options' });
    await assert.rejects(count({ order: 2.5 }), { code: 'bad-options' });
  });

  it('shows a sample with the beginning of the text that it goes on from', async () => {
    const { folder } = await count();
    const [sample] = (await readRun(folder)).samples;
    assert.equal(sample?.prefix, 'the q');
    assert.match(sample.continuation, /^uick brown fox/);
  });

  it('begins a line where it has nothing to continue', async () => {
    const { folder } = await count();
    const model = await opened(folder, 'continue');
    const { continuation } = await model.use(greedy(folder, ''), signal);
    model.dispose();
    assert.equal(continuation, 'the quick br');
  });

  it('says the same of a text as the counts it was made from', async () => {
    const result = await count({ order: 3, validationFraction: 0 });
    const { vocabularies } = await readModel(result.folder, storedNgramModel);
    const { vocabulary } = vocabularies[0]!;
    const text = 'the dog jumps';
    const index = (token: string): number => vocabulary.indexOf(token);
    const training = Array.from(line.repeat(40), index);
    const expected = WittenBell.train(training, 3, vocabulary.length).loss(Array.from(`\n${text}`, index), 1);
    const evaluation = await evaluateText(result.folder, source(text));
    assert.ok(Math.abs(evaluation.loss - expected) < 1e-12);
    assert.equal(evaluation.tokens, 13);
    assert.equal(evaluation.characters, 13);
    assert.ok(Math.abs(evaluation.logProbability + 13 * expected) < 1e-9);
    assert.ok(Math.abs(evaluation.perplexity - Math.exp(expected)) < 1e-9);
    assert.ok(Math.abs(evaluation.bitsPerCharacter - expected / Math.LN2) < 1e-12);
    assert.deepEqual(evaluation.notes, []);
    const own = await evaluateText(result.folder, source(line.repeat(40)));
    assert.match(own.notes.map(said).join(), /was trained on this very text/);
    const strange = await evaluateText(result.folder, source('☃ dog ☃'));
    assert.equal(strange.unknownTokens, 2);
    assert.ok(strange.loss > evaluation.loss);
    await assert.rejects(evaluateText(result.folder, source('  ')), {
      code: 'empty-text',
    });
  });

  it('finishes a word that the cursor stands in', async () => {
    for (const tokenisation of ['word', 'bpe'] as const) {
      const text = { ...defaultNgramOptions.text, tokenisation, bytePairVocabularySize: 60 };
      const result = await count({ text, order: 4, validationFraction: 0 });
      const model = await opened(result.folder, 'continue');
      const { continuation, unknown } = await model.use(greedy(result.folder, 'away\nthe quick br'), signal);
      assert.match(`br${continuation}`, /^brown fox/, tokenisation);
      assert.deepEqual(unknown, [], tokenisation);
      const unheard = await model.use(greedy(result.folder, 'the xylo'), signal);
      assert.ok(unheard.tokens > 0, tokenisation);
      model.dispose();
    }
  });
});

describe('the stepper over counts', () => {
  const ids = Array.from('abracadabra', letter => 'xabrcd'.indexOf(letter));
  const model = WittenBell.train(ids, 3, 6);

  it('gives the distribution of Witten-Bell, and forgets what is further back than its order', () => {
    const stepper = new NgramStepper(model);
    for (const id of ids.slice(0, 6)) stepper.step(id);
    const logits = stepper.step(ids[6]!);
    const expected = model.distribution(ids.slice(5, 7));
    logits.forEach((logit, v) => {
      assert.ok(Math.abs(Math.exp(logit) - expected[v]!) < 1e-6);
    });
    const state = stepper.save();
    assert.equal(state.length, 2);
    const next = [...stepper.step(1)];
    stepper.reset();
    stepper.restore(state);
    assert.deepEqual([...stepper.step(1)], next);
  });

  it('comes back from its tensors, and damage is noticed', () => {
    const tensors = tensorsOf(model.counts);
    const again = new WittenBell(countsOf(tensors, 3, 6), 6);
    assert.equal(again.loss(ids), model.loss(ids));
    assert.throws(() => countsOf(tensors.slice(1), 3, 6), { code: 'model-damaged' });
    assert.throws(() => countsOf(tensors, 3, 5), { code: 'model-damaged' });
    const broken = tensors.map(tensor =>
      tensor.name === 'ngram.parents' ? { ...tensor, data: tensor.data.map(() => 1e6) } : tensor,
    );
    assert.throws(() => countsOf(broken, 3, 6), { code: 'model-damaged' });
  });
});
