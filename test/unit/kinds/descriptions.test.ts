import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeModel, descriptions, epochsOf, refusalOf, usesOf } from '../../../src/kinds/descriptions';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { defaultTranslationOptions } from '../../../src/options/translation';
import { said } from '../said';

const { network, text } = defaultLanguageModelOptions;
const both = {
  kind: 'language',
  options: { ...defaultLanguageModelOptions, network: { ...network, bidirectional: true } },
} as const;

test('a model in a line', () => {
  assert.equal(
    said(describeModel({ kind: 'language', options: defaultLanguageModelOptions })),
    'LSTM, 1 layer of 256, characters',
  );
  const other = { ...network, cell: 'gru' as const, layers: 2, hiddenSize: 64, bidirectional: true };
  assert.equal(
    said(
      describeModel({
        kind: 'language',
        options: { ...defaultLanguageModelOptions, network: other, text: { ...text, tokenisation: 'word' } },
      }),
    ),
    'GRU, 2 layers of 64, both directions, words',
  );
  assert.equal(
    said(describeModel({ kind: 'translation', options: defaultTranslationOptions })),
    'Translation, GRU with attention, 1 layer of 256',
  );
  assert.equal(
    said(describeModel({ kind: 'ngram', options: { ...defaultNgramOptions, order: 3 } })),
    'Trigrams, characters',
  );
});

test('uses follow from kind and options, and what cannot be done has a reason', () => {
  assert.deepEqual(usesOf({ kind: 'ngram', options: defaultNgramOptions }), ['continue', 'evaluate']);
  assert.deepEqual(usesOf(both), ['evaluate']);
  assert.match(said(refusalOf('notes', 'continue', both)), /^"notes" is bidirectional: .*cannot continue one/);
  assert.match(said(refusalOf('notes', 'translate', both)), /cannot translate/);
});

test('each kind stands under its own id; counting reads the text once', () => {
  for (const [id, description] of Object.entries(descriptions)) assert.equal(description.id, id);
  assert.equal(epochsOf({ kind: 'ngram', options: defaultNgramOptions }), 1);
  assert.equal(epochsOf(both), defaultLanguageModelOptions.training.epochs);
});
