import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeModel, isResumable, isTranslator, isUsable } from '../../../../src/host/models/active';
import { modelLine } from '../../../../src/host/models/modelItem';
import { entryOf, languageModel, translationModel } from './entry';

const both = entryOf(languageModel('both', { bidirectional: true }));
const newer = entryOf(languageModel('newer'));
const older = entryOf(languageModel('older'));

test('the chosen model is active, even one that has to be refused; of itself none such becomes active', () => {
  assert.equal(activeModel([both, newer, older], 'older'), older);
  assert.equal(activeModel([both, newer, older], 'both'), both);
  assert.equal(activeModel([both, newer, older], 'deleted'), newer);
  assert.equal(activeModel([both], undefined), undefined);
});

test('models of texts and models that translate are told apart; neither is of use without weights', () => {
  const translator = entryOf(translationModel('t'));
  assert.deepEqual([isUsable(newer), isTranslator(newer)], [true, false]);
  assert.deepEqual([isUsable(translator), isTranslator(translator)], [false, true]);
  const empty = { ...translator, hasWeights: false };
  assert.deepEqual([isUsable(empty), isTranslator(empty)], [false, false]);
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
  const { training } = manifest.kind === 'language-model' ? manifest.options : { training: { epochs: NaN } };
  const metrics = [
    {
      step: 9,
      epoch: 3.21,
      seconds: 1,
      trainLoss: Math.log(7.5),
      tokensPerSecond: 1,
      gradientNorm: 1,
      learningRate: 1,
    },
  ];
  const interrupted = entryOf({ ...manifest, state: 'interrupted', run: { ...manifest.run, metrics } });
  assert.deepEqual(modelLine(interrupted), {
    label: 'notes',
    description: `perplexity 7.50 · interrupted after 3.2 of ${training.epochs} epochs · LSTM, 1 layer of 256, characters`,
    detail: 'Trained on notes.txt (1,234 characters), 2026-01-02',
  });
  assert.equal(modelLine(entryOf(manifest)).description, 'LSTM, 1 layer of 256, characters');
});
