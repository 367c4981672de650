import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenOptions } from '../../../../src/host/pickers/givenOptions';
import { choicesOf, isChoices, optionsOf, typed } from '../../../../src/host/pickers/trainingChoices';
import { presetChoices } from '../../../../src/host/pickers/presetChoices';
import { inEnglish, render } from '../../../../src/words/render';
import { defaultLanguageModelOptions, networkTable } from '../../../../src/options/language';
import { resolve } from '../../../../src/options/presets';

test('choices go into the options and come back', () => {
  const choices = { cell: 'gru', layers: 2, hiddenSize: 32, tokenisation: 'word', epochs: 3 } as const;
  const options = resolve(undefined, optionsOf(choices), 0);
  assert.deepEqual(choicesOf(options), choices);
  // Who customises is asked for a name as well.
  const named = { ...choices, name: 'winter' };
  assert.deepEqual(resolve(undefined, optionsOf(named), 0), options);
  assert.deepEqual(
    resolve(undefined, optionsOf(choicesOf(defaultLanguageModelOptions)), 0),
    defaultLanguageModelOptions,
  );
});

test('a preset says nothing of its model that the line above denies: on a short text all have the same', () => {
  const choices = presetChoices(13_513, 50, {}).filter(({ preset }) => !preset.startsWith('book'));
  assert.deepEqual(new Set(choices.map(({ options }) => options.network.hiddenSize)), new Set([256]));
  const said = choices.map(({ detail }) => render(detail, inEnglish('plain'))).join(' ');
  assert.doesNotMatch(said, /\b(small|larger)\b/i);
});

test('only choices of this version are remembered', () => {
  const choices = choicesOf(defaultLanguageModelOptions);
  assert.ok(isChoices(choices));
  assert.ok(!isChoices({ ...choices, cell: 'transformer' }));
  assert.ok(!isChoices({ ...choices, epochs: 0.5 }));
  assert.ok(!isChoices({ ...choices, layers: 9 }));
  assert.ok(!isChoices(undefined));
});

test('numbers as typed, in the range of the option', () => {
  const { hiddenSize, layers } = networkTable.entries;
  assert.equal(typed(hiddenSize, ' 12 '), 12);
  assert.equal(typed(layers, '8'), 8);
  for (const text of ['', '0', '-1', '1.5', '1e3', '4097', 'x']) assert.equal(typed(hiddenSize, text), undefined, text);
  assert.equal(typed(layers, '9'), undefined);
});

test('options passed to a command are checked as a job is', () => {
  assert.deepEqual(givenOptions('language', { text: 'abc', options: { training: { epochs: 1 } } }), {
    training: { epochs: 1 },
  });
  for (const options of [3, { training: { epochs: 0 } }, { training: { speed: 1 } }, { speed: 1 }])
    assert.throws(() => givenOptions('language', { options }), { code: 'bad-options' });
  assert.equal(givenOptions('language', { text: 'abc' }), undefined);
  assert.equal(givenOptions('language', undefined), undefined);
});
