import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { furtherChoice } from '../../../src/kinds/descriptions';
import { openVoices } from '../../../src/kinds/language/openVoices';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../src/options/language';
import { defaultTranslationOptions } from '../../../src/options/translation';
import type { TrainingEvent, TrainingResult } from '../../../src/protocol/metrics';
import type { TextSource } from '../../../src/protocol/textSource';
import type { TrainJob } from '../../../src/protocol/worker';
import { readContents, readManifest } from '../../../src/store/manifest';
import { readModel } from '../../../src/store/models';
import { Vocabulary } from '../../../src/text/tokens/vocabulary';
import { rulePairs, ruleOptions } from '../../fixtures/ruleLanguage';
import { said } from '../said';
import { evaluateText, textOf, train } from './models';

const fox = 'the quick brown fox jumps over the lazy dog and runs away\n'.repeat(60);
const cat = 'the slow grey cat looks under the warm bed and stays there\n'.repeat(60);
const options: LanguageModelOptions = {
  ...defaultLanguageModelOptions,
  network: { ...defaultLanguageModelOptions.network, hiddenSize: 32, embeddingSize: 16, dropout: 0, weightDropout: 0 },
  optimiser: { ...defaultLanguageModelOptions.optimiser, learningRate: 1e-2 },
  training: { ...defaultLanguageModelOptions.training, epochs: 4, batchSize: 8, timeSteps: 16, threads: 1 },
};

describe('a model that is trained further', () => {
  let modelsFolder = '';
  let parent: TrainingResult;
  const job = (change: Partial<TrainJob>): TrainJob => ({
    kind: 'language',
    sources: [textOf(fox, 'fox.txt')],
    options,
    engine: 'wasm',
    modelsFolder,
    modelName: 'fox',
    ...change,
  });
  const run = async (change: Partial<TrainJob>, stop = new AbortController()) => {
    const events: TrainingEvent[] = [];
    const emit = (event: TrainingEvent): void => void events.push(event);
    const result = await train(job(change), { emit, stop: stop.signal });
    const notes = events.flatMap(event => (event.kind === 'note' ? [said(event.message)] : []));
    const validations = events.flatMap(event => (event.kind === 'validation' ? [event.validation] : []));
    return { result, notes, validations };
  };
  const further = async (given: object, change: Partial<TrainJob> = {}) =>
    run({ ...furtherChoice(await readManifest(parent.folder), given), from: parent.folder, ...change });

  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-further-'));
    parent = (await run({})).result;
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  it('begins where its parent ended, and is a model of its own', async () => {
    const weights = await readFile(join(parent.folder, 'weights.safetensors'));
    const { result, validations, notes } = await further({ training: { epochs: 4 } });
    const [first] = validations;
    assert.equal(first?.step, 0);
    // The same weights on the same held-out tokens.
    assert.ok(Math.abs(first.loss - parent.validationLoss!) < 1e-5, `${first.loss} ${parent.validationLoss}`);
    assert.ok(result.validationLoss! < parent.validationLoss!);
    assert.notEqual(result.modelId, parent.modelId);
    assert.ok(notes.includes('It begins with the weights of "fox".'), notes.join('\n'));
    assert.deepEqual((await readManifest(result.folder)).parent, { id: parent.modelId, name: 'fox' });
    assert.deepEqual(await readFile(join(parent.folder, 'weights.safetensors')), weights);
  });

  it('reads another text with the tokens of its parent, and says what it does not know', async () => {
    const { result, notes } = await further({ training: { epochs: 6 } }, { sources: [textOf(`${cat}ÄÄ`, 'cat.txt')] });
    assert.ok(
      notes.some(note => note.startsWith('2 of 3,542 tokens are unknown')),
      notes.join('\n'),
    );
    const [before, after] = [await readContents(parent.folder), await readContents(result.folder)];
    assert.deepEqual(after.vocabularies, before.vocabularies);
    const losses = [
      await evaluateText(parent.folder, textOf(cat, 'cat.txt')),
      await evaluateText(result.folder, textOf(cat, 'cat.txt')),
    ];
    assert.ok(losses[1]!.loss < losses[0]!.loss / 2, losses.map(({ loss }) => loss).join(' '));
  });

  it('begins to count where its parent ended, but for a text that had been read', async () => {
    const [{ vocabulary, frequencies } = { vocabulary: [], frequencies: [] }] = (await readContents(parent.folder))
      .vocabularies;
    const reading = { vocabulary: Vocabulary.fromTokens(vocabulary, frequencies) };
    const voicesOf = async (folder: string) => (await openVoices(folder, reading))!;
    const before = await voicesOf(parent.folder);
    const other = await further({ training: { epochs: 1 } }, { sources: [textOf(cat, 'cat.txt')] });
    const note = `What counts in it begins with the ${before.length.toLocaleString('en')} tokens that the earlier model had read.`;
    assert.ok(other.notes.includes(note), other.notes.join('\n'));
    const after = await voicesOf(other.result.folder);
    assert.deepEqual(after.history.slice(0, before.length), before.history.slice());
    assert.equal(after.length, before.length + cat.length);
    const same = await further({ training: { epochs: 1 } });
    assert.ok(!same.notes.some(given => given.startsWith('What counts')));
    assert.equal((await voicesOf(same.result.folder)).length, before.length);
  });

  it('is as good as its parent where further training is of no use', async () => {
    const { result } = await further({ optimiser: { kind: 'sgd', learningRate: 1e-9 }, training: { epochs: 1 } });
    const [before, after] = [
      await readModel(parent.folder, storedLanguageModel),
      await readModel(result.folder, storedLanguageModel),
    ];
    assert.ok(Math.abs(result.validationLoss! - parent.validationLoss!) < 1e-4);
    assert.equal(after.tensors.length, before.tensors.length);
  });

  it('keeps the weights it began with where training ruins them', async () => {
    const { result } = await further({
      optimiser: { kind: 'sgd', learningRate: 50, clipNorm: 5 },
      training: { epochs: 1 },
    });
    const [before, after] = [
      await readModel(parent.folder, storedLanguageModel),
      await readModel(result.folder, storedLanguageModel),
    ];
    assert.deepEqual(after.tensors, before.tensors);
    assert.match(said(result.verdict), /^Training further has not improved it/);
  });

  it('has the network of its parent whatever is asked for', async () => {
    const other = { ...options, network: { ...options.network, hiddenSize: 64, dropout: 0.5 } };
    const { result } = await run({ options: other, from: parent.folder });
    const { manifest } = await readModel(result.folder, storedLanguageModel);
    assert.equal(manifest.options.network.hiddenSize, 32);
    assert.equal(manifest.options.network.dropout, 0.5);
  });

  it('is refused on a text of which the model knows next to nothing', async () => {
    const chinese = '灯塔的看守人数着台阶，一级一级地走上去。'.repeat(60);
    await assert.rejects(further({}, { sources: [textOf(chinese, 'deng.txt')] }), { code: 'bad-options' });
  });

  it('can be stopped and gone on with', async () => {
    const stop = new AbortController();
    const events: TrainingEvent[] = [];
    const choice = furtherChoice(await readManifest(parent.folder), { training: { epochs: 200, patience: 0 } });
    const sources = [textOf(cat, 'cat.txt')];
    const stopped = await train(job({ ...choice, sources, from: parent.folder }), {
      emit: event => {
        events.push(event);
        if (event.kind === 'metrics') stop.abort();
      },
      stop: stop.signal,
    });
    assert.equal(stopped.reason, 'stopped');
    const second = new AbortController();
    const resumed = await train(job({ ...choice, sources, resumeFrom: stopped.folder }), {
      emit: event => {
        if (event.kind === 'metrics') second.abort();
      },
      stop: second.signal,
    });
    assert.equal(resumed.modelId, stopped.modelId);
    assert.ok(resumed.steps > stopped.steps);
  });
});

const placeOf = (modelsFolder: string, source: TextSource): Omit<TrainJob, 'kind' | 'options'> => ({
  sources: [source],
  engine: 'wasm',
  modelsFolder,
  modelName: source.name,
});

it('a translation model is trained further with its vocabularies', async () => {
  const modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-further-'));
  try {
    const choice = furtherChoice({ kind: 'translation', options: { ...defaultTranslationOptions } }, ruleOptions);
    const place = placeOf(modelsFolder, textOf(rulePairs, 'rule.tsv'));
    const first = await train({ ...place, ...choice });
    const again = furtherChoice(await readManifest(first.folder), { training: { epochs: 1 } });
    const second = await train({ ...place, ...again, from: first.folder });
    assert.ok(second.validationLoss! <= first.validationLoss! + 1e-6);
    assert.deepEqual((await readContents(second.folder)).vocabularies, (await readContents(first.folder)).vocabularies);
  } finally {
    await rm(modelsFolder, { recursive: true, force: true });
  }
});

it('what is counted is not trained further', async () => {
  const modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-further-'));
  try {
    const { text } = options;
    const place = placeOf(modelsFolder, textOf(fox, 'fox.txt'));
    const counting = { kind: 'ngram', options: { text, order: 3, validationFraction: 0.1 } } as const;
    const counted = await train({ ...place, ...counting });
    await assert.rejects(train({ ...place, ...counting, from: counted.folder }), { code: 'bad-options' });
  } finally {
    await rm(modelsFolder, { recursive: true, force: true });
  }
});
