import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageTable, networkTable } from '../../../src/options/language';
import { optionsIn } from '../../../src/options/option';
import { canVary, valuesIn, variantsOf } from '../../../src/options/variants';

const optionOf = (key: string) => optionsIn(languageTable).find(option => option.key === key)!;

test('every combination of the values is a variant', () => {
  const variants = variantsOf([
    { option: optionOf('network.cell'), values: ['gru', 'lstm'] },
    { option: optionOf('network.hiddenSize'), values: [64, 128] },
    { option: optionOf('training.epochs'), values: [3] },
  ]);
  assert.deepEqual(
    variants.map(({ given }) => given),
    [
      { network: { cell: 'gru', hiddenSize: 64 }, training: { epochs: 3 } },
      { network: { cell: 'gru', hiddenSize: 128 }, training: { epochs: 3 } },
      { network: { cell: 'lstm', hiddenSize: 64 }, training: { epochs: 3 } },
      { network: { cell: 'lstm', hiddenSize: 128 }, training: { epochs: 3 } },
    ],
  );
  assert.deepEqual(
    variants[1]!.values.map(({ value }) => value),
    ['gru', 128, 3],
  );
});

test('values are read as the option is, each once, and a wrong one is named', () => {
  const { hiddenSize, cell, dropout } = networkTable.entries;
  assert.deepEqual(valuesIn('64, 128,64', hiddenSize, '--hidden'), [64, 128]);
  assert.deepEqual(valuesIn('0,.5', dropout, '--dropout'), [0, 0.5]);
  assert.deepEqual(valuesIn('gru,lstm', cell, '--cell'), ['gru', 'lstm']);
  for (const text of ['64,many', '64,0', '64,1.5'])
    assert.throws(() => valuesIn(text, hiddenSize, '--hidden'), { code: 'bad-options' });
  assert.throws(() => valuesIn('gru,transformer', cell, '--cell'), { code: 'bad-options' });
});

test('numbers and choices can be varied, lists of texts and switches cannot', () => {
  const names = optionsIn(languageTable)
    .filter(canVary)
    .map(({ key }) => key);
  for (const key of ['network.cell', 'network.hiddenSize', 'optimiser.learningRate', 'text.tokenisation'])
    assert.ok(names.includes(key), key);
  for (const key of ['training.samplePrefixes', 'network.bidirectional']) assert.ok(!names.includes(key), key);
});
