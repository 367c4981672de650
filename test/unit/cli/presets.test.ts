import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluationLines } from '../../../src/cli/evaluation';
import type { FlagValues } from '../../../src/cli/optionFlags';
import { givenLanguageOptions } from '../../../src/cli/presets';
import { resolve } from '../../../src/options/presets';

test('a preset sizes the model, and flags have the last word', () => {
  const withFlags = (values: FlagValues) => resolve('balanced', givenLanguageOptions(values), 180_000, 60);
  assert.deepEqual(withFlags({}), resolve('balanced', {}, 180_000, 60));
  const changed = withFlags({ cell: 'gru', epochs: '3', tokens: 'bpe', seed: '9' });
  assert.deepEqual([changed.network.cell, changed.training.epochs, changed.training.seed], ['gru', 3, 9]);
  assert.deepEqual([changed.text.tokenisation, changed.network.embeddingSize], ['bpe', 128]);
  assert.throws(() => withFlags({ epochs: 'many' }), { code: 'bad-options' });
});

test('an evaluation is told in three figures', () => {
  const lines = evaluationLines('a.txt', {
    data: 'text' as const,
    notes: [],
    model: 'novel',
    tokens: 1000,
    characters: 2000,
    loss: 2,
    perplexity: Math.exp(2),
    bitsPerCharacter: 1 / Math.LN2,
    logProbability: -2000,
    unknownTokens: 5,
    readsAhead: true,
  });
  assert.deepEqual(lines, [
    'a.txt under "novel": perplexity 7.39, 2 nats per token, 1.44 bits per character.',
    '1,000 tokens, 2,000 characters; log probability of the whole -2,000 nats.',
    '5 of 1,000 tokens are unknown to the model.',
    '"novel" also reads what follows a token before it predicts it, so these figures are no probability of the text and do not compare with those of other models.',
  ]);
});
