import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { evaluationLines, translate as translateCommand } from '../../../../src/cli/translation';
import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import {
  defaultColumnOptions,
  defaultTranslationOptions,
  type TranslationOptions,
} from '../../../../src/options/translation';
import type { TrainJob } from '../../../../src/protocol/worker';
import { storedTranslationModel } from '../../../../src/kinds/translation/stored';
import { readModel } from '../../../../src/store/models';
import { evaluatePairs, opened, textOf as namedText, train } from '../models';
import type { Message } from '../../../../src/protocol/message';
import { inEnglish, render } from '../../../../src/words/render';
import { Random } from '../../../../src/text/random/random';
import { rulePairs, ruleTsv } from '../ruleLanguage';
import { said, saying } from '../../said';

const options: TranslationOptions = {
  ...defaultTranslationOptions,
  text: { ...defaultTranslationOptions.text, minFrequency: 1 },
  network: { ...defaultTranslationOptions.network, hiddenSize: 32, embeddingSize: 16, dropout: 0 },
  optimiser: { ...defaultTranslationOptions.optimiser, learningRate: 1e-2 },
  training: {
    ...defaultTranslationOptions.training,
    epochs: 60,
    patience: 0,
    batchSize: 16,
    validationFraction: 0.1,
    threads: 1,
  },
};

const never = new AbortController().signal;

describe('the translation job', () => {
  let modelsFolder = '';
  let learned: TrainingResult;
  let events: TrainingEvent[] = [];
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-models-'));
    ({ result: learned, events } = await run());
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  const textOf = (text: string, name = 'rules.tsv') => namedText(text, name);
  const job = (change: Partial<TrainJob> = {}): TrainJob => ({
    kind: 'translation',
    sources: [textOf(ruleTsv())],
    options,
    engine: 'wasm',
    modelsFolder,
    modelName: 'rules',
    ...change,
  });
  async function run(change: Partial<TrainJob> = {}, stop = new AbortController(), stopAt = '') {
    const seen: TrainingEvent[] = [];
    const result = await train(job(change), {
      emit: event => {
        seen.push(event);
        if (event.kind === stopAt) stop.abort();
      },
      signal: never,
      stop: stop.signal,
    });
    return { events: seen, result };
  }
  const lossesOf = (all: TrainingEvent[]) =>
    all.flatMap(event => (event.kind === 'validation' ? [event.validation.loss] : []));
  const translate = async (text: string, beamSize = 4, { folder } = learned) => {
    const model = await opened(folder, 'translate');
    try {
      return await model.use({ modelFolder: folder, text, beamSize, lengthPenalty: 0.75 }, never);
    } finally {
      model.dispose();
    }
  };

  it('learns a language of rules, shows translations and their quality, and saves the model', async () => {
    assert.equal(learned.reason, 'completed');
    assert.ok(learned.validationLoss! < 0.1, String(learned.validationLoss));
    const quality = events.findLast(event => event.kind === 'quality');
    assert.ok(quality?.kind === 'quality' && quality.quality.tokenAccuracy > 0.97 && quality.quality.bleu > 90);
    const sample = events.findLast(event => event.kind === 'sample');
    assert.ok(sample?.kind === 'sample' && sample.sample.continuation.startsWith(' → '), JSON.stringify(sample));
    const { manifest, record } = await readModel(learned.folder, storedTranslationModel);
    assert.equal(manifest.state, 'finished');
    assert.equal(record.qualities?.length, events.filter(event => event.kind === 'quality').length);
  });

  it('translates whole texts sentence by sentence and keeps their lines', async () => {
    const { text, sentences } = await translate('The red cat sees. The old dog eats.\n\n  the big fox likes.\n');
    assert.equal(text, 'Seen kata redu. Eaten doga oldu.\n\n  liken foxa bigu.\n');
    assert.equal(sentences.length, 3);
    for (const { attention } of sentences) {
      assert.deepEqual(attention?.sourceTokens.length, attention?.weights[0]?.length);
      assert.equal(attention?.targetTokens.length, attention?.weights.length);
    }
  });

  it('lists the words it does not know and passes them on, though it was trained on known words only', async () => {
    const plain = await run({ options: { ...options, network: { ...options.network, attention: false } } });
    for (const [beamSize, model] of [
      [1, learned],
      [4, learned],
      [4, plain.result],
    ] as const) {
      const { text, sentences } = await translate('The Zebra cat sees. The red Quagga likes.', beamSize, model);
      assert.equal(text, 'Seen kata Zebra. Liken Quagga redu.');
      assert.deepEqual(
        sentences.map(({ unknown }) => unknown),
        [['Zebra'], ['Quagga']],
      );
    }
  });

  it('leaves what it cannot read at all as it is', async () => {
    const code = await translate('xyzzy_42');
    assert.equal(code.text, 'xyzzy_42');
    assert.deepEqual(code.sentences[0]!.unknown, ['xyzzy_42']);
  });

  it('on the command line answers each text with one line: an empty one with an empty line, one too long with its number', async () => {
    const lines: string[] = [];
    const remarks: string[] = [];
    const terminal = {
      print: (line: string) => void lines.push(line),
      remark: (line: string) => void remarks.push(line),
      render: (sentence: Message) => render(sentence, inEnglish('plain')),
      live: undefined,
      paint: () => undefined,
      colours: false,
      width: 80,
    };
    const texts = ['The red cat sees.', '', 'cat '.repeat(300), 'The old dog eats.'];
    const values = { beam: '1', models: modelsFolder, engine: 'wasm' };
    const code = await translateCommand(learned.folder, texts, values, terminal);
    // As where it is the only one.
    assert.equal(code, 2);
    assert.deepEqual(lines, ['Seen kata redu.', '', '', 'Eaten doga oldu.']);
    assert.match(remarks[0] ?? '', /^Text 3: .*Split it/);
  });

  it('explains a BLEU of 0 beside exact matches', () => {
    const figures = {
      data: 'pairs',
      pairs: 3,
      loss: 0,
      bookLoss: 0,
      tokenAccuracy: 1,
      notesBleu: 1,
    } as const;
    const told = (corpusBleu: number, exactMatch: number): string =>
      evaluationLines({ ...figures, notes: [], corpusBleu, exactMatch }).join('\n');
    assert.match(told(0, 1), /BLEU counts runs of four tokens/);
    assert.doesNotMatch(told(0, 0), /runs of four/);
    assert.doesNotMatch(told(50, 1), /runs of four/);
  });

  it('leaves a sentence far too long as it is, and says why', async () => {
    const long = 'cat '.repeat(300).trim();
    const { text, sentences, refused } = await translate(`The red cat sees.\n${long}\nThe old dog eats.`);
    assert.equal(sentences.length, 2);
    assert.deepEqual(text.split('\n'), [sentences[0]!.target, long, sentences[1]!.target]);
    assert.deepEqual(
      refused.map(({ source, cause }) => [source, /Split it/.test(render(cause, inEnglish('plain')))]),
      [[long, true]],
    );
  });

  it('refuses texts far too long and nothing at all, and can be cancelled', async () => {
    await assert.rejects(translate(' \n '), { code: 'empty-text' });
    await assert.rejects(translate('cat. '.repeat(20_000)), { code: 'bad-options' });
    const model = await opened(learned.folder, 'translate');
    const tensors = tf.memory().numTensors;
    const cancelled = new AbortController();
    const translation = model.use(
      { modelFolder: learned.folder, text: 'The red cat sees. '.repeat(200), beamSize: 4, lengthPenalty: 0.75 },
      cancelled.signal,
    );
    setTimeout(() => {
      cancelled.abort();
    }, 20);
    await assert.rejects(translation, { code: 'cancelled' });
    assert.equal(tf.memory().numTensors, tensors);
    model.dispose();
  });

  it('evaluates: the same figures greedily in batches as with a beam of one sentence after another', async () => {
    const evaluate = (beamSize: number, heldOut = true) =>
      evaluatePairs(learned.folder, textOf(ruleTsv()), {
        format: { format: 'tsv', sourceColumn: 0, targetColumn: 1, header: false, maxPairs: 0 },
        heldOut,
        beamSize,
      });
    const greedy = await evaluate(1);
    assert.equal(greedy.pairs, 12);
    assert.ok(greedy.tokenAccuracy > 0.97 && greedy.exactMatch > 0.9 && greedy.corpusBleu > 90, JSON.stringify(greedy));
    assert.ok(Math.abs(greedy.loss - learned.validationLoss!) < 1e-3);
    assert.ok(Math.abs(greedy.bookLoss - greedy.loss / options.text.maxLength) < 1e-9);
    assert.equal((await evaluate(2)).exactMatch, greedy.exactMatch);
    // Pairs it was trained on show only what it remembers, and that is said.
    const own = await evaluate(1, false);
    const remembers = /was trained on this very text/;
    assert.match(own.notes.map(note => render(note, inEnglish('plain'))).join(), remembers);
    assert.doesNotMatch(greedy.notes.map(note => render(note, inEnglish('plain'))).join(), remembers);
  });

  it('keeps the model when it is stopped, goes on from the checkpoint, and refuses another text', async () => {
    const stopped = await run({}, new AbortController(), 'validation');
    assert.equal(stopped.result.reason, 'stopped');
    await assert.rejects(
      run({ resumeFrom: stopped.result.folder, sources: [textOf(`${ruleTsv()}\na\tb`)] }),
      saying('bad-options', /has changed since it began/),
    );
    const resumed = await run({ resumeFrom: stopped.result.folder });
    assert.equal(resumed.result.reason, 'completed');
    assert.equal(resumed.result.folder, stopped.result.folder);
    assert.ok(Math.abs(lossesOf(resumed.events).at(-1)! - lossesOf(events).at(-1)!) < 0.05);
    assert.ok(!(await readdir(stopped.result.folder)).includes('checkpoint.safetensors'));
  });

  it('gives after two interruptions, one amid an epoch, what it gives without', async () => {
    const dropping = {
      ...options,
      network: { ...options.network, dropout: 0.2 },
      training: { ...options.training, epochs: 4 },
    };
    const whole = await run({ options: dropping });
    const first = await run({ options: dropping }, new AbortController(), 'metrics');
    assert.ok(first.result.epochs < 1, String(first.result.epochs));
    const { folder } = first.result;
    const second = await run({ resumeFrom: folder }, new AbortController(), 'validation');
    assert.equal(second.result.reason, 'stopped');
    const last = await run({ resumeFrom: folder });
    assert.equal(last.result.steps, whole.result.steps);
    assert.equal(last.result.validationLoss, whole.result.validationLoss);
    const weights = async (model: string) => (await readModel(model, storedTranslationModel)).tensors;
    assert.deepEqual(await weights(folder), await weights(whole.result.folder));
  });

  it('keeps the best weights by validation, not the last', async () => {
    // Translations drawn at random: what is learned of them by heart is wrong for those held out.
    const random = new Random(1);
    const words = (letter: string): string =>
      Array.from({ length: 4 }, () => `${letter}${random.integer(6)}`).join(' ');
    const source = textOf(Array.from({ length: 80 }, () => `${words('a')}\t${words('b')}`).join('\n'));
    const { events: all, result } = await run({
      sources: [source],
      options: { ...options, training: { ...options.training, epochs: 25 } },
    });
    const losses = lossesOf(all);
    assert.equal(result.validationLoss, Math.min(...losses));
    assert.ok(losses.at(-1)! > Math.min(...losses) + 0.1, losses.join());
    const evaluation = await evaluatePairs(result.folder, source, {
      format: defaultColumnOptions,
      heldOut: true,
      beamSize: 1,
    });
    assert.ok(Math.abs(evaluation.loss - Math.min(...losses)) < 1e-3);
  });

  it('trains on two threads as on one, also when a batch has fewer rows than threads', async () => {
    // 97 training pairs: the last batch of 16 has one row.
    const source = textOf(
      rulePairs()
        .slice(0, 107)
        .map(pair => pair.join('\t'))
        .join('\n'),
    );
    const short = (threads: number): TranslationOptions => ({
      ...options,
      training: { ...options.training, epochs: 2, threads },
    });
    const [one, two] = [
      await run({ sources: [source], options: short(1) }),
      await run({ sources: [source], options: short(2) }),
    ];
    const [first, second] = [lossesOf(one.events), lossesOf(two.events)];
    assert.equal(first.length, 2);
    second.forEach((loss, index) => {
      assert.ok(Math.abs(loss - first[index]!) < 1e-3, `${loss} and ${first[index]!}`);
    });
  });

  it('reads two columns of a CSV and two parallel texts', async () => {
    const pairs = rulePairs();
    const short = { ...options, training: { ...options.training, epochs: 1 } };
    const csv = `id,english,rule\n${pairs.map(([a, b], i) => `${i},"${a}",${b}`).join('\n')}`;
    const columns = { format: 'csv' as const, sourceColumn: 1, targetColumn: 2, header: true };
    const fromCsv = await run({
      sources: [textOf(csv)],
      options: { ...short, text: { ...short.text, ...columns } },
    });
    const parallel = await run({
      sources: [textOf(pairs.map(([a]) => a).join('\n')), textOf(pairs.map(([, b]) => b).join('\n'), 'rules.txt')],
      options: { ...short, text: { ...short.text, format: 'parallel' } },
    });
    const fromTsv = await run({ options: short });
    assert.deepEqual(lossesOf(fromCsv.events), lossesOf(fromTsv.events));
    assert.deepEqual(lossesOf(parallel.events), lossesOf(fromTsv.events));
    await assert.rejects(run({ options: { ...short, text: { ...short.text, format: 'parallel' } } }), {
      code: 'bad-options',
    });
  });

  it('counts what it leaves out and says why', async () => {
    const long = `${'red '.repeat(30)}\tredu`;
    const ragged = `${ruleTsv()}\nno tab here\n\tonly a target\nThe red cat sees.\tseen kata redu.\n${long}\n`;
    const short = { ...options, training: { ...options.training, epochs: 1 } };
    const notes = (await run({ sources: [textOf(ragged)], options: short })).events.flatMap(event =>
      event.kind === 'note' ? [said(event.message)] : [],
    );
    assert.equal(
      notes[0],
      '120 sentence pairs; left out: 1 without a second column, 1 with an empty side, 1 that are there already, and 1 longer than 20 tokens.',
    );
  });

  it('refuses texts without two pairs, with one clear message', async () => {
    const refuses = (text: string, message: RegExp) =>
      assert.rejects(run({ sources: [textOf(text)] }), saying('text-too-short', message));
    await refuses('go.\tva !', /only 1 sentence pair/);
    await refuses(
      'just a text\nwithout tabs',
      /no sentence pair that can be used \(left out: 2 without a second column/,
    );
    await assert.rejects(run({ sources: [textOf('')] }), { code: 'empty-text' });
  });

  it('trains on two pairs whose words are all rare', async () => {
    const { events: all, result } = await run({
      sources: [textOf('go now\tva maintenant\nhi\tsalut')],
      options: {
        ...options,
        text: { ...options.text, minFrequency: 2 },
        training: { ...options.training, epochs: 2 },
      },
    });
    assert.ok(result.steps > 0);
    assert.ok(all.some(event => event.kind === 'note' && said(event.message).includes('all words are kept')));
  });
});
