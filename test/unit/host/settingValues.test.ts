import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingDefaults } from '../../../src/host/ids';
import { languageModelOptions, sound } from '../../../src/host/settingValues';
import { defaultLanguageModelOptions } from '../../../src/options/language';

test('the default settings are the default options', () => {
  assert.deepEqual(
    languageModelOptions(key => settingDefaults[key]),
    defaultLanguageModelOptions,
  );
});

test('every setting for training reaches the options', () => {
  const options = JSON.stringify(
    languageModelOptions(key => {
      const value: unknown = settingDefaults[key];
      const other = typeof value === 'boolean' ? !value : Array.isArray(value) ? ['77'] : value;
      return (typeof value === 'number' ? 77 : other) as (typeof settingDefaults)[typeof key];
    }),
  );
  const keys = Object.keys(settingDefaults).filter(
    key => key.startsWith('training.') && key !== 'training.tokenisation',
  );
  for (const key of keys)
    assert.match(options, new RegExp(`"${key.replace('training.', '')}":(\\["77"\\]|77|true)[,}]`), key);
});

test('a value of another kind counts as not set', () => {
  assert.equal(sound('training.epochs', '20'), false);
  assert.equal(sound('training.epochs', NaN), false);
  assert.equal(sound('training.epochs', 3), true);
  assert.equal(sound('training.bidirectional', 'yes'), false);
  assert.equal(sound('training.bidirectional', true), true);
  assert.equal(sound('backend', 'gpu'), false);
  assert.equal(sound('backend', 'wasm'), true);
  assert.equal(sound('exclude', ['a', 1]), false);
  assert.equal(sound('exclude', []), true);
  assert.equal(sound('completion.trigger', undefined), false);
});
