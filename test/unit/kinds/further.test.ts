import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { furtherChoice } from '../../../src/kinds/descriptions';
import { openVoices } from '../../../src/kinds/language/openVoices';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../src/options/language';
import { defaultLabelOptions } from '../../../src/options/labels';
import { laidOver, readOptions } from '../../../src/options/read';
import { defaultSeriesOptions } from '../../../src/options/series';
import { defaultTranslationOptions } from '../../../src/options/translation';
import type { UnrollError } from '../../../src/protocol/errors';
import type { TrainingEvent, TrainingResult } from '../../../src/protocol/metrics';
import type { TextSource } from '../../../src/protocol/textSource';
import type { TrainJob } from '../../../src/protocol/worker';
import { readContents, readManifest } from '../../../src/store/manifest';
import { readModel } from '../../../src/store/models';
import { Random } from '../../../src/text/random/random';
import { Vocabulary } from '../../../src/text/tokens/vocabulary';
import { labelledRules } from '../../fixtures/labelledRules';
import { rulePairs, ruleOptions } from '../../fixtures/ruleLanguage';
import { said } from '../said';
import { evaluateText, opened, textOf, train } from './models';

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

describe('a classifier that is trained further', () => {
  let modelsFolder = '';
  let first: TrainingResult;
  const rules = labelledRules();
  const job = (text: string, change: object = {}): TrainJob => ({
    ...placeOf(modelsFolder, textOf(text, 'rules.tsv')),
    kind: 'labels',
    options: readOptions('labels', laidOver(defaultLabelOptions, labelChange)),
    ...change,
  });
  const labelChange = {
    text: { minFrequency: 1 },
    network: { hiddenSize: 12, embeddingSize: 8, dropout: 0 },
    optimiser: { learningRate: 1e-2 },
    training: { epochs: 4, patience: 0, threads: 1 },
  };
  const notes: string[] = [];
  const further = async (text: string, given: object = { training: { epochs: 2 } }) => {
    notes.length = 0;
    const choice = furtherChoice(await readManifest(first.folder), given);
    return train(job(text, { ...choice, from: first.folder }), {
      emit: event => {
        if (event.kind === 'note') notes.push(said(event.message));
      },
    });
  };
  const learnedBy = async ({ folder }: TrainingResult) =>
    new Set((await readContents(folder)).vocabularies[1]!.learned);
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-further-'));
    first = await train(job(rules));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  it('begins where it ended, and judges by the same texts, whatever the seed', async () => {
    const again = await further(rules, { training: { epochs: 1, seed: 99 } });
    assert.ok(again.validationLoss! <= first.validationLoss! + 1e-5, `${again.validationLoss} ${first.validationLoss}`);
    assert.deepEqual(await learnedBy(again), await learnedBy(first));
    const [one, other] = [await readContents(first.folder), await readContents(again.folder)];
    assert.equal(other.record.labels!.texts, one.record.labels!.texts);
    assert.deepEqual(other.vocabularies[0], one.vocabularies[0]);
  });

  it('grows by labels that are new to it', async () => {
    const stars = Array.from(
      { length: 30 },
      (_, at) => `stars\tthe ${['comet', 'moon', 'planet'][at % 3]!} of ${at} nights we saw near ${at % 7} old hills`,
    );
    const grown = await further(`${rules}${stars.join('\n')}\n`, { training: { epochs: 4 } });
    assert.ok(
      notes.some(note => note.startsWith('1 label is new to the model: stars')),
      notes.join('\n'),
    );
    const [before, now] = [await learnedBy(first), await learnedBy(grown)];
    assert.ok([...before].every(text => now.has(text)) && now.size > before.size);
    const { vocabularies, record } = await readContents(grown.folder);
    const earlier = await readContents(first.folder);
    assert.deepEqual(vocabularies[1]!.vocabulary, [...earlier.vocabularies[1]!.vocabulary, 'stars']);
    assert.ok(record.labels!.accuracy > 0.9, JSON.stringify(record.labels));
    const model = await opened(grown.folder, 'label');
    const asked = {
      modelFolder: grown.folder,
      texts: ['the comet of the nights', 'a violin and a drum'],
      explain: false,
    };
    const { labels } = await model.use(asked, new AbortController().signal);
    model.dispose();
    assert.deepEqual(
      labels.map(({ label }) => label),
      ['stars', 'music'],
    );
  });

  it('does not judge itself by what it has learned', async () => {
    // All but a few of these texts have been learned from: only what has not may be kept aside.
    const before = await learnedBy(first);
    const fewer = await further(rules, { training: { epochs: 1, validationFraction: 0.5, seed: 3 } });
    const now = await learnedBy(fewer);
    assert.ok([...before].every(text => now.has(text)));
    // 45 of 180 would be half of what is wanted; 36 have not been learned from.
    assert.ok((await readContents(fewer.folder)).record.labels!.texts <= 36);
  });

  it('refuses, by name, what would make it unlearn labels', async () => {
    const withoutMusic = rules
      .split('\n')
      .filter(line => !line.startsWith('music'))
      .join('\n');
    await assert.rejects(further(withoutMusic), (thrown: UnrollError) => {
      assert.equal(thrown.code, 'bad-options');
      assert.match(said(thrown.sentence), /would unlearn: music\./);
      return true;
    });
  });
});

describe('a model of a series that is trained further', () => {
  let modelsFolder = '';
  let first: TrainingResult;
  const notes: string[] = [];
  const options = readOptions(
    'series',
    laidOver(defaultSeriesOptions, {
      network: { hiddenSize: 8, lags: 14, values: 'standardised' },
      optimiser: { learningRate: 1e-2 },
      training: { epochs: 8, patience: 0, threads: 1 },
    }),
  );
  /** Weeks with quiet ends. */
  const sales = (days: number, level = 100, scale = 1): string => {
    const random = new Random(7);
    const values = Array.from(
      { length: days },
      (_, at) => level + scale * (-40 * Number(at % 7 > 4) + 3 * random.normal()),
    );
    return ['sales', ...values.map(value => value.toFixed(2))].join('\n');
  };
  const job = (text: string, change: object = {}): TrainJob => ({
    ...placeOf(modelsFolder, textOf(text, 'sales.csv')),
    kind: 'series',
    options,
    ...change,
  });
  const further = async (text: string, from = first, given: object = { training: { epochs: 2 } }) => {
    notes.length = 0;
    const choice = furtherChoice(await readManifest(from.folder), given);
    return train(job(text, { ...choice, from: from.folder }), {
      emit: event => {
        if (event.kind === 'note') notes.push(said(event.message));
      },
    });
  };
  const scalesOf = async ({ folder }: TrainingResult) => (await readContents(folder)).record.series!.scales;
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-further-'));
    first = await train(job(sales(300)));
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  it('sees a series that has grown as before, also when it is opened again and trained further once more', async () => {
    const grown = await further(sales(360));
    const scales = await scalesOf(grown);
    assert.equal(scales?.length, 1);
    assert.ok(notes.some(note => note.startsWith('The network sees sales scaled as the earlier model did')));
    // Of the 243 values that the first one learned from.
    const values = sales(300).split('\n').slice(1, 244).map(Number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(Math.abs(scales[0]!.mean - mean) < 1e-9);
    const model = await opened(grown.folder, 'forecast');
    const { forecast } = await model.use({ modelFolder: grown.folder, horizon: 40 }, new AbortController().signal);
    model.dispose();
    assert.equal(forecast.length, 40);
    assert.ok(forecast.every(({ middle }) => middle > 40 && middle < 130));
    const third = await further(sales(420), grown);
    assert.deepEqual(await scalesOf(third), scales);
    const network = (await readContents(third.folder)).record.series!.methods.find(({ name }) => name === 'network');
    assert.ok(network!.mase < 1, JSON.stringify(network));
  });

  it('scales what lies elsewhere by its own mean, and says so', async () => {
    const other = await further(sales(300, 10_000, 50));
    assert.ok(
      notes.some(note => note.startsWith('sales varies otherwise')),
      notes.join('\n'),
    );
    const [scale] = (await scalesOf(other))!;
    assert.ok(scale!.mean > 9000);
    const network = (await readContents(other.folder)).record.series!.methods.find(({ name }) => name === 'network');
    assert.ok(network!.mase < 1, JSON.stringify(network));
  });

  it('says when it has learned what judges it, and refuses what it cannot read', async () => {
    await further(sales(240));
    assert.ok(notes.some(note => note.startsWith('The earlier model has learned from values that are kept aside')));
    await further(sales(300));
    assert.ok(!notes.some(note => note.startsWith('The earlier model has learned')));
    await assert.rejects(further(sales(45)), { code: 'bad-options' });
  });
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
