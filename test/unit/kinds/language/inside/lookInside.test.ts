import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { OpenModel } from '../../../../../src/kinds/implementation';
import { openModel } from '../../../../../src/kinds/implementations';
import { defaultLanguageModelOptions } from '../../../../../src/options/language';
import type { TrainingEvent } from '../../../../../src/protocol/metrics';
import type { TrainJob } from '../../../../../src/protocol/worker';
import { readRun } from '../../../../../src/store/manifest';
import { textOf, train } from '../../models';

/** Its words are as long as they are by a rule, its lines now long, now short. */
const text = Array.from(
  { length: 400 },
  (_, at) => `(the ${'keeper of the old lamp '.repeat(1 + (at % 3))}said "go on") and went\n`,
).join('');
const { signal } = new AbortController();

describe('what is seen inside a model', () => {
  const modelsFolder = mkdtempSync(join(tmpdir(), 'unroll-inside-'));
  const source = textOf(text, 'lamp.txt');
  const events: TrainingEvent[] = [];
  let model: OpenModel;
  before(async () => {
    const { network, training } = defaultLanguageModelOptions;
    const options = {
      ...defaultLanguageModelOptions,
      network: { ...network, hiddenSize: 24, layers: 2 },
      training: { ...training, epochs: 8, threads: 1 },
    };
    const job: TrainJob = {
      kind: 'language',
      sources: [source],
      options,
      engine: 'wasm',
      modelsFolder,
      modelName: 'lamp',
    };
    const { folder } = await train(job, { emit: event => events.push(event) });
    model = await openModel(folder, 'wasm');
  });
  after(() => {
    model.dispose();
    rmSync(modelsFolder, { recursive: true, force: true });
  });

  it('is followed while it trains, and kept', async () => {
    const reaches = events.flatMap(event => (event.kind === 'reach' ? event.reach : []));
    assert.ok(reaches.length >= 2);
    assert.equal(reaches[0]?.step, 1);
    assert.equal(reaches[0].lines.length, 4);
    const firstOf = (kind: TrainingEvent['kind']): number => events.findIndex(event => event.kind === kind);
    assert.ok(firstOf('metrics') < firstOf('reach'), 'the first figure does not wait for it');
    const { reaches: kept } = await readRun(model.folder);
    assert.deepEqual(kept?.at(-1), reaches.at(-1));
  });

  const passage = 'the keeper said "go on"\n';
  const request = { modelFolder: '', before: 'and went\n', passage, sources: [textOf('too short', 'x'), source] };

  it('is every unit of every layer over the passage', async () => {
    const report = await model.inside!(request, signal);
    assert.equal(report.tokens.join(''), passage);
    assert.equal(report.units, 24);
    assert.equal(report.layers.length, 2);
    for (const { signals } of report.layers) {
      assert.deepEqual(
        signals.map(({ signal: shown }) => shown),
        ['h', 'c', 'input', 'forget', 'output'],
      );
      for (const { bytes, low, high } of signals) {
        assert.equal(Buffer.from(bytes, 'base64').length, report.tokens.length * 24);
        assert.ok(low < high);
      }
    }
  });

  it('is the same for a passage whatever part of it is asked for', async () => {
    const whole = await model.inside!(request, signal);
    const end = await model.inside!(
      { ...request, before: request.before + passage.slice(0, 10), passage: passage.slice(10) },
      signal,
    );
    const h = (of: typeof whole): Buffer => Buffer.from(of.layers[1]!.signals[2]!.bytes, 'base64');
    assert.deepEqual(h(end), h(whole).subarray(10 * 24));
  });

  it('is units that follow what stands in the text, found on what was held out', async () => {
    const { following = [], lookedAt } = await model.inside!(request, signal);
    assert.equal(lookedAt?.name, 'lamp.txt');
    assert.equal(lookedAt.heldOut, true);
    // A model that has learned this text knows where words end, and whether it is in a quotation.
    for (const feature of ['wordEnd', 'quotes', 'brackets'])
      assert.ok(Math.abs(following.find(found => found.feature === feature)?.correlation ?? 0) > 0.5, feature);
    // Nothing of this text is a digit, or indented.
    assert.ok(!following.some(({ feature }) => feature === 'digit' || feature === 'indentation'));
    const other = await model.inside!({ ...request, sources: [textOf(text.slice(100), 'other')] }, signal);
    assert.equal(other.lookedAt?.heldOut, false);
    const none = await model.inside!({ ...request, sources: [] }, signal);
    assert.deepEqual([none.following, none.lookedAt], [[], undefined]);
    assert.ok(none.reach.lines.length > 0);
  });

  it('ends when nobody wants it any more', async () => {
    const gone = new AbortController();
    gone.abort();
    await assert.rejects(model.inside!(request, gone.signal), /cancelled/);
  });
});
