import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openEngine } from '../../../../src/engine/open';
import { AdaptingLanguageModel } from '../../../../src/kinds/language/adaptingNetwork';
import { openModel } from '../../../../src/kinds/implementations';
import { openVoices } from '../../../../src/kinds/language/openVoices';
import { storedLanguageModel } from '../../../../src/kinds/language/stored';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../../src/options/language';
import { defaultSamplingOptions } from '../../../../src/options/sampling';
import { compressingText, decompressingText } from '../../../../src/predictor/coding/compressText';
import { readingOf } from '../../../../src/predictor/reading';
import { softmax } from '../../../../src/predictor/learningLoss';
import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import { readModel } from '../../../../src/store/models';
import { restoreVoices, voicesFile } from '../../../../src/store/voices';
import { runAtOnce } from '../../../../src/text/pausable';
import { encodeWith } from '../../../../src/text/tokens/corpus';
import { evaluateText, opened, textOf, train } from '../models';

const { network, training } = defaultLanguageModelOptions;
const options: LanguageModelOptions = {
  ...defaultLanguageModelOptions,
  network: { ...network, hiddenSize: 16, embeddingSize: 8 },
  training: { ...training, epochs: 1, batchSize: 4, timeSteps: 16, threads: 1, sampleLength: 5 },
};
const words = 'the quick brown fox jumps over a lazy dog and runs away from seven red cats'.split(' ');
const text = Array.from(
  { length: 1200 },
  (_, i) => words[(i * i + (i >> 3)) % words.length]! + (i % 9 ? '' : '\n'),
).join(' ');
const other = 'a red fox runs from the lazy cats\n'.repeat(12);

describe('a language model with voices', () => {
  let modelsFolder = '';
  let result: TrainingResult;
  before(async () => {
    modelsFolder = await mkdtemp(join(tmpdir(), 'unroll-voices-'));
    result = await trained();
  });
  after(() => rm(modelsFolder, { recursive: true, force: true }));

  const trained = (
    change: Partial<LanguageModelOptions['network']> = {},
    onEvent: (event: TrainingEvent, stop: AbortController) => void = () => undefined,
  ) => {
    const stop = new AbortController();
    return train(
      {
        kind: 'language',
        sources: [textOf(text, 'fox')],
        options: { ...options, network: { ...options.network, ...change } },
        engine: 'wasm',
        modelsFolder,
        modelName: 'fox',
      },
      {
        stop: stop.signal,
        emit: event => {
          onEvent(event, stop);
        },
      },
    );
  };

  const continued = async (change: object = {}, folder = result.folder): Promise<string> => {
    const model = await opened(folder, 'continue');
    const request = {
      modelFolder: folder,
      prefix: 'the quick bro',
      most: { tokens: 30 },
      stopAt: [],
      sampling: { ...defaultSamplingOptions, temperature: 0 },
      timeBudgetMs: 0,
      ...change,
    };
    const { continuation } = await model.use(request, new AbortController().signal);
    model.dispose();
    return continuation;
  };

  it('says what it reaches on the held-out text as it learns, and keeps the voices', async () => {
    const { manifest, record } = await readModel(result.folder, storedLanguageModel);
    assert.ok(result.learning && result.validationLoss);
    assert.ok(result.learning.loss < result.validationLoss, JSON.stringify(result));
    assert.ok(Math.abs(result.learning.bitsPerCharacter - result.learning.loss / Math.LN2) < 1e-9);
    assert.deepEqual(record.result?.learning, result.learning);
    assert.deepEqual(manifest.result?.learning, result.learning);
    assert.ok((await readdir(result.folder)).includes(voicesFile));
  });

  it('evaluates frozen and learning apart; learning is what the saved voices reach, run by hand', async () => {
    const evaluation = await evaluateText(result.folder, textOf(other, 'other'));
    const stored = await readModel(result.folder, storedLanguageModel);
    await openEngine({ engine: 'wasm' });
    const reading = readingOf(stored);
    const voices = (await openVoices(result.folder, reading))!;
    const shape = { ...stored.manifest.options.network, vocabularySize: reading.vocabulary.size };
    const network = new AdaptingLanguageModel(shape, stored.tensors);
    const { ids } = encodeWith(reading.vocabulary, reading.tokeniser, other);
    const probabilities = new Float32Array(shape.vocabularySize);
    let nats = 0;
    const lineEnd = reading.vocabulary.index('\n');
    voices.advance(lineEnd);
    let expected = network.step(lineEnd);
    for (const id of ids) {
      voices.hear(0, softmax(expected, probabilities));
      nats -= voices.observe(id);
      expected = network.learn(id);
    }
    network.dispose();
    assert.equal(evaluation.learning?.tokens, ids.length);
    assert.ok(Math.abs(evaluation.learning.loss - nats / ids.length) < 1e-9);
    assert.ok(evaluation.learning.loss < evaluation.loss);
    // What was learned from the text is forgotten with the evaluation.
    assert.deepEqual(await evaluateText(result.folder, textOf(other, 'other')), evaluation);
  });

  it('compresses a text with the model, and brings it back with the same one alone', async () => {
    const original = new TextEncoder().encode(other);
    const coding = async () => (await openModel(result.folder, 'wasm')).coding!();
    const [packing, unpacking, taught] = [await coding(), await coding(), await coding()];
    const { bytes } = runAtOnce(compressingText(original, packing));
    assert.ok(bytes.length < original.length / 4, `${bytes.length} of ${original.length}`);
    assert.deepEqual(Buffer.from(runAtOnce(decompressingText(bytes, unpacking))), Buffer.from(original));
    const changed = { ...taught, fingerprint: taught.fingerprint.map(byte => byte ^ 1) };
    assert.throws(() => runAtOnce(decompressingText(bytes, changed)), { fault: 'other-model' });
    for (const each of [packing, unpacking, taught]) each.dispose();
  });

  it('continues with all voices, or with the network alone', async () => {
    const together = await continued();
    assert.match(together, /^wn /);
    assert.notEqual(await continued({ networkAlone: true }), together);
    assert.equal(await continued(), together);
  });

  it('offers a name the third time, once the lines that have it are finished', async () => {
    const text = 'the xyvexo runs\nwith xyvexo away\nand xyv';
    const document = { id: 'a', text };
    const request = {
      modelFolder: result.folder,
      prefix: text,
      most: { tokens: 3 },
      stopAt: [],
      sampling: { ...defaultSamplingOptions, temperature: 0 },
      timeBudgetMs: 0,
    };
    const { signal } = new AbortController();
    const model = await openModel(result.folder, 'wasm');
    const without = await model.continue!(request, signal);
    let offered = '';
    for (let attempt = 0; attempt < 100 && offered !== 'exo'; attempt++) {
      offered = (await model.continue!({ ...request, document }, signal)).continuation;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    model.dispose();
    assert.notEqual(without.continuation, 'exo');
    assert.equal(offered, 'exo');
    // Opened again with what is being written, it knows it at once.
    const again = await openModel(result.folder, 'wasm');
    await again.follow!(document);
    assert.equal((await again.continue!({ ...request, document }, signal)).continuation, 'exo');
    again.dispose();
  });

  it('answers before the first step, by counting, and says how much each voice has to say', async () => {
    const folders = await readdir(modelsFolder);
    const events: TrainingEvent[] = [];
    let answer: Promise<string> | undefined;
    const run = await trained({}, event => {
      if (event.kind === 'voices' && !answer)
        answer = readdir(modelsFolder).then(now =>
          continued(
            {},
            join(
              modelsFolder,
              now.find(name => !folders.includes(name))!,
            ),
          ),
        );
      events.push(event);
    });
    assert.match(await answer!, /^wn /);
    const kinds = events.map(({ kind }) => kind);
    assert.ok(kinds.indexOf('voices') < kinds.indexOf('started'), kinds.join());
    const { record } = await readModel(run.folder, storedLanguageModel);
    const reports = events.flatMap(event => (event.kind === 'voices' ? [event.voices] : []));
    assert.deepEqual(record.voices, reports);
    assert.equal(reports[0]!.weights.network, 0);
    assert.ok(reports.at(-1)!.weights.network > 0 && reports.at(-1)!.read === 1);
    for (const { weights } of reports)
      assert.ok(Math.abs(Object.values(weights).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9);
  });

  it('has its voices whenever it is stopped', async () => {
    const stopped = await trained({}, (event, stop) => {
      if (event.kind === 'metrics') stop.abort();
    });
    assert.equal(stopped.reason, 'stopped');
    assert.equal(stopped.learning, undefined);
    assert.match(await continued({}, stopped.folder), /^wn /);
  });

  it('has none where it reads both ways', async () => {
    const bothWays = await trained({ bidirectional: true });
    assert.equal(bothWays.learning, undefined);
    assert.ok(!(await readdir(bothWays.folder)).includes(voicesFile));
  });

  it('learns from a text for good, until it is forgotten', async () => {
    const name = 'zorvexa';
    const taught = textOf(`the ${name} runs\nwith ${name} away\nthe red ${name}\n`.repeat(5), 'taught');
    const before = await continued({ prefix: 'the zor' });
    const model = await openModel(result.folder, 'wasm');
    const { tokens } = await model.learn!(
      { modelFolder: result.folder, sources: [taught] },
      new AbortController().signal,
    );
    model.dispose();
    assert.ok(tokens > 100);
    assert.match(await continued({ prefix: 'the zor' }), /^vexa/);
    await restoreVoices(result.folder);
    assert.equal(await continued({ prefix: 'the zor' }), before);
    await restoreVoices(result.folder);
    assert.equal(await continued({ prefix: 'the zor' }), before);
  });

  it('works on where voices.bin is gone or damaged', async () => {
    const alone = await continued({ networkAlone: true });
    await writeFile(join(result.folder, voicesFile), 'no voices');
    assert.equal(await continued(), alone);
    await rm(join(result.folder, voicesFile));
    assert.equal(await continued(), alone);
    assert.equal((await evaluateText(result.folder, textOf(other, 'other'))).learning, undefined);
  });
});
