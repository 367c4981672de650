import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  activeModel,
  canBeUsed,
  isBetter,
  isChosenFor,
  isResumable,
  whyItStays,
} from '../../../../src/host/models/active';
import { defaultSeriesOptions } from '../../../../src/options/series';
import type { ModelManifest, StoredResult } from '../../../../src/store/types';
import type { StoredModelEntry } from '../../../../src/store/list';
import { modelLine } from '../../../../src/host/models/modelItem';
import { entryOf, languageModel, translationModel } from './entry';
import { message } from '../../../../src/words/message';
import type { EndReason } from '../../../../src/protocol/metrics';
import { textMessage, type Message } from '../../../../src/protocol/message';
import { inEnglish, render } from '../../../../src/words/render';

const said = (shown: Message): string => render(shown, inEnglish('plain')).replaceAll('\u00a0', ' ');

const both = entryOf(languageModel('both', { bidirectional: true }));
const newer = entryOf(languageModel('newer'));
const older = entryOf(languageModel('older'));

test('the chosen model is active, even one that has to be refused; of itself none such becomes active', () => {
  const active = (chosen: string) => activeModel([both, newer, older], 'continue', chosen);
  assert.equal(active('older'), older);
  assert.equal(active('both'), both);
  assert.equal(active('deleted'), newer);
  assert.equal(activeModel([both], 'continue', undefined), undefined);
  const translator = entryOf(translationModel('t'));
  assert.equal(activeModel([newer, translator], 'continue', 't'), newer);
  assert.equal(activeModel([newer, translator], 'translate', 'newer'), translator);
});

test('where none is chosen, one that broke off or was stopped unmeasured is active only if there is no other', () => {
  const ended = (id: string, reason: EndReason) => {
    const result = { reason, steps: 1, epochs: 1, seconds: 1, trainLoss: 1, verdict: textMessage('') };
    return entryOf({ ...languageModel(id), result });
  };
  const brokenOff = entryOf({ ...languageModel('broken off'), state: 'interrupted' });
  const [stopped, whole] = [ended('stopped', 'stopped'), ended('whole', 'completed')];
  assert.equal(activeModel([brokenOff, stopped, whole, older], 'continue', 'deleted'), whole);
  assert.equal(activeModel([brokenOff, stopped], 'continue', undefined), brokenOff);
});

const trained = (manifest: ModelManifest, trainLoss: number, figures: Partial<StoredResult> = {}): ModelManifest => {
  const result = { reason: 'stopped', steps: 1, epochs: 1, seconds: 1, verdict: textMessage('') } as const;
  return { ...manifest, result: { ...result, trainLoss, ...figures } };
};

test('of models that were stopped before they were measured, the one that learned the same text better is active', () => {
  const hardly = trained(translationModel('hardly'), Math.log(1307));
  const better = trained(translationModel('better'), Math.log(7.84));
  const onOther = trained(translationModel('on another text'), Math.log(2));
  onOther.source = { ...onOther.source, sha256: 'b' };
  const active = (...models: ModelManifest[]) =>
    activeModel(
      models.map(of => entryOf(of)),
      'translate',
      undefined,
    )?.id;
  assert.equal(active(hardly, better), 'better');
  assert.equal(active(better, hardly), 'better');
  assert.equal(active(hardly, onOther, better), 'better', 'not compared with one of another text');
  assert.equal(active(onOther, better), 'on another text');
  const progress = { step: 9, epoch: 1, trainLoss: 3 };
  const brokenOff = { ...translationModel('broken off'), state: 'interrupted' as const, progress };
  assert.equal(active(brokenOff, better), 'better');
  const measured = { ...brokenOff, id: 'measured', progress: { ...progress, validationLoss: 3 } };
  assert.equal(active(better, measured), 'measured');

  assert.equal(whyItStays(better, hardly), 'betterTrained');
  assert.equal(whyItStays(hardly, better), undefined);
  assert.equal(whyItStays(better, onOther), undefined);
  assert.equal(whyItStays(measured, better), 'unmeasured');
  assert.equal(whyItStays(brokenOff, hardly), 'betterTrained');
});

test('a forecast or a classifier that was stopped was measured nevertheless: its figures are of all that answer', () => {
  const series: ModelManifest = { ...languageModel('series'), kind: 'series', options: defaultSeriesOptions };
  const whole = trained(series, 1, { reason: 'completed', mase: 0.8, validationLoss: 1 });
  const stopped = { ...trained(series, 5, { mase: 0.7 }), id: 'stopped' };
  assert.equal(whyItStays(whole, stopped), undefined);
  assert.equal(
    whyItStays({ ...stopped, id: 'other' }, { ...stopped, ...trained(stopped, 1, { mase: 0.9 }) }),
    'better',
  );
  const unmeasured = { ...trained(series, 9, { mase: NaN }), id: 'unmeasured' };
  assert.equal(whyItStays(whole, unmeasured), 'unmeasured');
  assert.equal(whyItStays({ ...unmeasured, ...trained(unmeasured, 1), id: 'in its own units' }, unmeasured), undefined);
});

test('models are told apart by what they can be used for; none is of use without weights', () => {
  const uses = (entry: StoredModelEntry) =>
    (['continue', 'translate', 'evaluate'] as const).filter(use => canBeUsed(entry, use));
  const translator = entryOf(translationModel('t'));
  assert.deepEqual(uses(newer), ['continue', 'evaluate']);
  assert.deepEqual(uses(both), ['evaluate']);
  assert.deepEqual(uses(translator), ['translate', 'evaluate']);
  assert.deepEqual(uses({ ...translator, hasWeights: false }), []);
  assert.deepEqual([isChosenFor(both, 'continue'), isChosenFor(translator, 'continue')], [true, false]);
});

test('a run is resumed from a checkpoint, unless a process is writing it', () => {
  const checkpoint = { hasCheckpoint: true };
  const manifest = languageModel('a');
  assert.ok(!isResumable(entryOf(manifest)));
  for (const state of ['finished', 'interrupted'] as const)
    assert.ok(isResumable(entryOf({ ...manifest, state }, checkpoint)), state);
  assert.ok(!isResumable(entryOf({ ...manifest, state: 'training' }, checkpoint)));
  assert.ok(isResumable(entryOf(translationModel('t'), checkpoint)));
});

test('the line of a model says first what differs', () => {
  const manifest = languageModel('notes');
  const { training } = manifest.kind === 'language' ? manifest.options : { training: { epochs: NaN } };
  const progress = { step: 9, epoch: 3.21, trainLoss: Math.log(7.5) };
  const interrupted = entryOf({ ...manifest, state: 'interrupted', progress });
  const when = said(message('model.when', { when: manifest.createdAt }));
  const line = modelLine(interrupted);
  assert.deepEqual([line.label, line.description, line.detail].map(said), [
    'notes',
    `perplexity 7.50 · interrupted after 3.2 of ${training.epochs} epochs · LSTM, 1 layer of 256, characters · ${when}`,
    'Trained on notes.txt (1,234 characters)',
  ]);
  const verdict = textMessage('');
  const result = { reason: 'completed', steps: 1, epochs: 1, seconds: 61, trainLoss: 0, verdict } as const;
  assert.equal(
    said(modelLine(entryOf({ ...manifest, result })).description),
    `perplexity 1 · LSTM, 1 layer of 256, characters · 1 min 1 sec · ${when}`,
  );
});

test('a model is better than another where both were measured on the same text in the same tokens', () => {
  const measured = (id: string, validationLoss: number, sha256 = 'a') => {
    const model = languageModel(id);
    const result = {
      reason: 'completed',
      steps: 1,
      epochs: 1,
      seconds: 1,
      trainLoss: 1,
      verdict: textMessage(''),
    } as const;
    return { ...model, source: { ...model.source, sha256 }, result: { ...result, validationLoss } };
  };
  assert.ok(isBetter(measured('one', 1), measured('two', 2)));
  assert.ok(!isBetter(measured('one', 2), measured('two', 1)));
  assert.ok(!isBetter(measured('one', 1, 'b'), measured('two', 2)));
  assert.ok(!isBetter(languageModel('one'), measured('two', 2)));
});

test('forecasts and classifiers are compared by the figure that is told of them, not by the loss of their network', () => {
  const measured = (figures: { mase?: number; accuracy?: number; validationLoss?: number }) => {
    const result = { reason: 'completed', steps: 1, epochs: 1, seconds: 1, trainLoss: 1, verdict: textMessage('') };
    return { ...languageModel('one'), result: { ...result, reason: 'completed' as const, ...figures } };
  };
  const raw = measured({ mase: 0.7, validationLoss: 9598 });
  const scaled = measured({ mase: 0.8, validationLoss: 0.05 });
  assert.deepEqual([isBetter(raw, scaled), isBetter(scaled, raw)], [true, false]);
  assert.ok(!isBetter(scaled, { ...raw, result: { ...raw.result, mase: 0.8 } }), 'the same statistics answer');
  const { result: ended, ...unended } = raw;
  assert.equal(ended.mase, 0.7);
  const brokenOff = { ...unended, progress: { step: 1, epoch: 1, trainLoss: 1, validationLoss: 0.05 } };
  assert.ok(!isBetter(brokenOff, scaled), 'the loss of a network is no MASE');
  const right = measured({ accuracy: 0.9, validationLoss: 0.6 });
  const wrong = measured({ accuracy: 0.7, validationLoss: 0.5 });
  assert.deepEqual([isBetter(right, wrong), isBetter(wrong, right)], [true, false]);
});

test('a model that was stopped and never measured does not take the place of one that was trained to its end', () => {
  const made = (id: string, reason: EndReason, validationLoss?: number) => {
    const result = { reason, steps: 1, epochs: 1, seconds: 1, trainLoss: 1, verdict: textMessage('') };
    return { ...languageModel(id), result: { ...result, ...(validationLoss === undefined ? {} : { validationLoss }) } };
  };
  const [whole, stopped] = [made('whole', 'completed'), made('stopped', 'stopped')];
  assert.equal(whyItStays(whole, stopped), 'unmeasured');
  assert.equal(whyItStays(stopped, whole), undefined);
  assert.equal(whyItStays(stopped, made('again', 'stopped')), undefined);
  assert.equal(whyItStays(whole, made('measured', 'stopped', 1)), undefined);
  assert.equal(whyItStays(made('good', 'completed', 1), made('worse', 'completed', 2)), 'better');
  assert.equal(whyItStays(stopped, stopped), undefined, 'one that goes on stays in use');
  assert.equal(whyItStays(whole, { ...stopped, id: 'whole' }), undefined);
});
