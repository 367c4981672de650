import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { settingsOf } from '../../../src/options/listed';
import { resolved } from '../../../src/options/presets';
import { said } from '../said';

test('of a preset it is known what the person set and what the preset chose', () => {
  const { options, origin } = resolved('balanced', { network: { layers: 2 } }, 20_000);
  const { settings = [], preset } = settingsOf({ kind: 'language', options }, origin);
  assert.equal(preset && said(preset), 'Balanced');
  const by = new Map(settings.map(({ key, chosenBy }) => [key, chosenBy]));
  assert.equal(by.get('network.layers'), 'person');
  assert.equal(by.get('network.hiddenSize'), 'preset');
  assert.equal(by.get('training.seed'), 'nobody');
  const layers = settings.find(({ key }) => key === 'network.layers');
  assert.deepEqual([layers && said(layers.name), layers?.value], ['layers', '2']);
  assert.match(layers ? said(layers.explanation) : '', /layers/i);
});

test('without a preset nothing is said to be chosen by one, and of an old model nothing is said', () => {
  const options = defaultLanguageModelOptions;
  const alone = settingsOf({ kind: 'language', options }, { given: ['training.epochs'] });
  assert.equal(alone.preset, undefined);
  assert.deepEqual(new Set(alone.settings?.map(({ chosenBy }) => chosenBy)), new Set(['person', 'nobody']));
  const old = settingsOf({ kind: 'ngram', options: defaultNgramOptions });
  assert.ok(old.settings?.some(({ key, value }) => key === 'order' && value === String(defaultNgramOptions.order)));
  assert.ok(old.settings?.every(({ chosenBy }) => chosenBy === undefined));
});
