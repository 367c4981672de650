import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenOptions, withOptions } from '../../../../src/host/commands/givenOptions';
import { applyChoices, choicesOf, isChoices, positiveInteger } from '../../../../src/host/commands/trainingChoices';
import { defaultLanguageModelOptions } from '../../../../src/options/language';

test('choices go into the options and come back', () => {
  const choices = { cell: 'gru', layers: 2, hiddenSize: 32, tokenisation: 'word', epochs: 3 } as const;
  const options = applyChoices(defaultLanguageModelOptions, choices);
  assert.deepEqual(choicesOf(options), choices);
  assert.deepEqual(applyChoices(options, choicesOf(defaultLanguageModelOptions)), defaultLanguageModelOptions);
});

test('only choices of this version are remembered', () => {
  const choices = choicesOf(defaultLanguageModelOptions);
  assert.ok(isChoices(choices));
  assert.ok(!isChoices({ ...choices, cell: 'transformer' }));
  assert.ok(!isChoices({ ...choices, epochs: 0.5 }));
  assert.ok(!isChoices(undefined));
});

test('numbers as typed', () => {
  assert.equal(positiveInteger(' 12 ', 100), 12);
  for (const text of ['', '0', '-1', '1.5', '1e3', '101', 'x'])
    assert.equal(positiveInteger(text, 100), undefined, text);
});

test('options passed to a command overlay the settings', () => {
  const given = givenOptions({ text: 'abc', options: { training: { epochs: 1 } } });
  const options = withOptions(defaultLanguageModelOptions, given);
  assert.equal(options.training.epochs, 1);
  assert.equal(options.training.batchSize, defaultLanguageModelOptions.training.batchSize);
  assert.equal(givenOptions({ options: 3 }), undefined);
  assert.equal(givenOptions(undefined), undefined);
});
