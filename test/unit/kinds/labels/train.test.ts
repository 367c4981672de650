import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inspectLabels } from '../../../../src/kinds/labels/inspect';
import { defaultLabelOptions, type LabelOptions } from '../../../../src/options/labels';
import { withStandard } from '../../../../src/options/read';
import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import type { TrainJob } from '../../../../src/protocol/worker';
import { readContents } from '../../../../src/store/manifest';
import { labelledRules } from '../../../fixtures/labelledRules';
import { said, saying } from '../../said';
import { opened, textOf, train } from '../models';

const options: LabelOptions = {
  ...defaultLabelOptions,
  text: { ...defaultLabelOptions.text, minFrequency: 1 },
  network: { ...defaultLabelOptions.network, hiddenSize: 12, embeddingSize: 8, dropout: 0 },
  optimiser: { ...defaultLabelOptions.optimiser, learningRate: 1e-2 },
  training: { ...defaultLabelOptions.training, epochs: 4, patience: 0, threads: 1 },
};
const never = new AbortController().signal;
const pause = (): Promise<void> => Promise.resolve();

describe('the job of learning labels', () => {
  let models = '';
  let result: TrainingResult;
  const events: TrainingEvent[] = [];
  const job = (change: Partial<TrainJob> = {}): TrainJob => ({
    kind: 'labels',
    sources: [textOf(labelledRules(), 'rules.tsv')],
    options,
    engine: 'wasm',
    modelsFolder: models,
    modelName: 'rules',
    ...change,
  });
  const label = async (folder: string, texts: string[]) => {
    const model = await opened(folder, 'label');
    try {
      return (await model.use({ modelFolder: folder, texts, explain: true }, never)).labels;
    } finally {
      model.dispose();
    }
  };
  before(async () => {
    models = await mkdtemp(join(tmpdir(), 'unroll-labels-'));
    result = await train(job(), { emit: event => events.push(event) });
  });
  after(() => rm(models, { recursive: true, force: true }));

  it('judges on texts that nobody has read, and says who won', async () => {
    assert.equal(result.reason, 'completed');
    const { record, manifest } = await readContents(result.folder);
    const { labels: report } = record;
    assert.ok(report && report.accuracy > 0.9 && report.texts >= 15, JSON.stringify(report));
    assert.deepEqual(report.classes.map(of => of.label).sort(), ['boats', 'gardens', 'music']);
    assert.deepEqual(
      report.voices.map(({ name }) => name),
      ['bayes', 'regression', 'network'],
    );
    assert.equal(result.accuracy, report.accuracy);
    assert.equal(manifest.result?.accuracy, report.accuracy);
    assert.match(said(result.verdict), /^Of \d+ texts that were kept aside, \d+(\.\d+)?% got the right label/);
    assert.equal(events.filter(({ kind }) => kind === 'baseline').length, 1);
  });

  it('labels texts, with the words that decided', async () => {
    const [boat, music] = await label(result.folder, ['we saw the old sail', 'a violin and a drum']);
    assert.deepEqual([boat?.label, music?.label], ['boats', 'music']);
    assert.ok(boat!.probability > 0.5 && boat!.ranking.length === 3);
    const decisive = boat!.words.reduce((most, word) => (word.weight > most.weight ? word : most));
    assert.equal('we saw the old sail'.slice(decisive.from, decisive.to), 'sail');
  });

  it('is held against other texts; labels that it does not know are left out', async () => {
    const model = await opened(result.folder, 'evaluate');
    const other = textOf(
      `boats\tthe harbour\nmusic\ta violin\nboats\tthe sail\nstars\ta comet\nstars\tthe moon\n`,
      'other.tsv',
    );
    const found = await model.use({ modelFolder: result.folder, sources: [other] }, never);
    assert.ok(found.data === 'labels' && found.unknown === 2 && found.report.texts === 3);
    assert.equal(found.report.accuracy, 1);
    // The texts it was trained on show only what it remembers, and that is said.
    const own = await model.use({ modelFolder: result.folder, sources: job().sources }, never);
    model.dispose();
    const remembers = /was trained on this very text/;
    assert.match(own.notes.map(said).join(), remembers);
    assert.doesNotMatch(found.notes.map(said).join(), remembers);
  });

  it('keeps the statistics of a run that is stopped, and goes on with it', async () => {
    const stop = new AbortController();
    const stopped = await train(job({ modelName: 'stopped' }), {
      stop: stop.signal,
      emit: event => {
        if (event.kind === 'metrics') stop.abort();
      },
    });
    assert.equal(stopped.reason, 'stopped');
    assert.equal((await label(stopped.folder, ['the sail of the harbour']))[0]?.label, 'boats');
    const resumed = await train(job({ resumeFrom: stopped.folder }));
    assert.deepEqual([resumed.reason, resumed.epochs], ['completed', 4]);
    assert.ok(resumed.accuracy! > 0.9);
  });

  it('reads a folder with a folder a label', async () => {
    const folder = join(models, '..', `${models}-texts`);
    for (const line of labelledRules().trim().split('\n').entries()) {
      const [name, text] = line[1].split('\t');
      await mkdir(join(folder, name!), { recursive: true });
      await writeFile(join(folder, name!, `${line[0]}.txt`), text!);
    }
    const found = await inspectLabels(
      { kind: 'file', name: 'texts', path: folder },
      withStandard('labelColumns'),
      pause,
    );
    await rm(folder, { recursive: true });
    assert.equal(found.texts, 180);
    assert.deepEqual(found.labels.map(of => of.label).sort(), ['boats', 'gardens', 'music']);
  });

  it('refuses what there is nothing to learn from, in one sentence', async () => {
    const refused: [string, RegExp][] = [
      ['Just a text.\nAnd no table.', /^"rules.tsv" is not a table of labels and texts/],
      [
        Array.from({ length: 9 }, (_, i) => `all\ttext ${i}`).join('\n'),
        /^All texts of "rules.tsv" have the label .?all.? \(column .?1.?\)/,
      ],
      ['a\tone text\nb\tanother text\na\tand more\nb\tand yet more\n', /no two labels with at least 3 texts/],
    ];
    for (const [text, sentence] of refused)
      await assert.rejects(train(job({ sources: [textOf(text, 'rules.tsv')] })), saying('bad-options', sentence));
  });
});
