import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  excludedPatterns,
  givenSettings,
  settingValue,
  wrongSetting,
  type Inspect,
  type Places,
} from '../../../src/host/settingValues';
import { defaultEditorSettings } from '../../../src/options/editor';
import { settingsOfKind } from '../../../src/options/settings';
import type { UnrollError } from '../../../src/protocol/errors';
import { inEnglish, render } from '../../../src/words/render';

const where =
  (settings: Record<string, Places>): Inspect =>
  name =>
    settings[name];
/** Set by the person for themselves. */
const set = (values: Record<string, unknown>): Inspect =>
  where(Object.fromEntries(Object.entries(values).map(([name, globalValue]) => [name, { globalValue }])));

describe('the settings of language models', () => {
  it('are given only where they are set', () => {
    assert.deepEqual(givenSettings('language', set({})), {});
    assert.deepEqual(givenSettings('language', set({ 'training.epochs': 3, 'training.weightDropout': 0.4 })), {
      training: { epochs: 3 },
      network: { weightDropout: 0.4 },
    });
  });

  it('are taken from the nearest place', () => {
    const places = { globalValue: 1, workspaceValue: 2, workspaceFolderValue: 3 };
    const { workspaceFolderValue, ...workspace } = places;
    assert.equal(workspaceFolderValue, 3);
    assert.equal(givenSettings('language', where({ 'training.layers': places })).network?.layers, 3);
    assert.equal(givenSettings('language', where({ 'training.layers': workspace })).network?.layers, 2);
  });

  it('reach the options, each one', () => {
    for (const { name, option } of settingsOfKind('language')) {
      const { standard } = option.facts;
      const given = givenSettings('language', set({ [name]: standard }));
      assert.equal(Object.values(given).flatMap(section => Object.keys(section)).length, 1, name);
    }
  });

  const wrong: [string, unknown, string][] = [
    ['training.batchSize', 0, 'a whole number from 1 to 4096, not 0'],
    ['training.validationFraction', 2, 'a number from 0 to 0.5, not 2'],
    ['training.timeSteps', 0, 'a whole number from 1 to 4096, not 0'],
    ['training.hiddenSize', 100.5, 'a whole number from 1 to 4096, not 100.5'],
    ['training.seed', 1e300, 'a whole number from 0 to 4294967295, not 1e+300'],
    ['training.epochs', '20', 'a whole number from 1 to 100000, not "20"'],
    ['training.bidirectional', 'yes', 'true or false, not "yes"'],
    ['training.samplePrefixes', 'a', 'a list of texts, not "a"'],
  ];
  for (const [name, value, rest] of wrong)
    it(`unroll.${name}: ${JSON.stringify(value)} is named, with what it may be`, () => {
      const says = ({ code, sentence }: UnrollError): boolean =>
        code === 'bad-options' &&
        render(sentence, inEnglish('plain')) === `unroll.${name} must be ${rest}. Change it in the settings.`;
      assert.throws(() => givenSettings('language', set({ [name]: value })), says);
      const found = wrongSetting(set({ [name]: value }));
      assert.ok(found && says(found));
    });
});

describe('the settings of translation models', () => {
  it('are those that any training obeys', () => {
    const given = givenSettings(
      'translation',
      set({ 'training.seed': 5, 'training.threads': 2, 'training.epochs': 3 }),
    );
    assert.deepEqual(given, { training: { seed: 5, threads: 2 } });
  });
});

describe('the settings of the editor', () => {
  it('are the defaults where they are not set', () => {
    assert.equal(settingValue('engine', set({})), 'auto');
    assert.equal(settingValue('completion.maxLines', set({ 'completion.maxLines': 5 })), 5);
    assert.throws(() => settingValue('completion.maxLines', set({ 'completion.maxLines': 0 })), {
      code: 'bad-options',
    });
    assert.equal(wrongSetting(set({ engine: 'wasm' })), undefined);
  });

  it('are read by their earlier names and values', () => {
    assert.equal(settingValue('engine', set({ backend: 'wasm' })), 'wasm');
    assert.equal(settingValue('engine', set({ backend: 'native' })), 'tfjs-node');
    assert.equal(settingValue('engine', set({ engine: 'native' })), 'native');
    assert.equal(settingValue('engine', set({ backend: 'wasm', engine: 'cpu' })), 'cpu');
    assert.throws(() => settingValue('engine', set({ backend: 'gpu' })), { code: 'bad-options' });
  });

  it('add to what is never read and take nothing away', () => {
    assert.deepEqual(excludedPatterns(set({})), defaultEditorSettings.exclude);
    assert.deepEqual(excludedPatterns(set({ exclude: [] })), defaultEditorSettings.exclude);
    const places = { globalValue: ['a'], workspaceValue: ['b'], workspaceFolderValue: ['c'] };
    assert.deepEqual(excludedPatterns(where({ exclude: places })), [...defaultEditorSettings.exclude, 'a', 'b', 'c']);
    assert.throws(() => excludedPatterns(set({ exclude: ['a', 1] })), { code: 'bad-options' });
  });
});
