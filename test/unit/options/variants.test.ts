import assert from 'node:assert/strict';
import { test } from 'node:test';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';
import { languageTable, networkTable } from '../../../src/options/language';
import { optionsIn } from '../../../src/options/option';
import { tables } from '../../../src/options/read';
import { canVary, nameOfOption, nameOfVariant, valuesIn, variantsOf } from '../../../src/options/variants';
import { english } from '../../../src/words/english';
import { render } from '../../../src/words/render';
import { said } from '../said';

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

test('every option and its group has a name, and a variant is named in the language of the person', () => {
  for (const table of Object.values(tables))
    for (const placed of optionsIn(table)) {
      assert.ok(nameOfOption(placed).key in english, placed.key);
      for (const group of placed.path.slice(0, -1)) assert.ok(`optionGroup.${group}` in english, placed.key);
    }
  const [variant] = variantsOf([
    { option: optionOf('network.cell'), values: ['gru'] },
    { option: optionOf('network.hiddenSize'), values: [64] },
  ]);
  const name = nameOfVariant(variant!);
  assert.equal(said(name), 'cell gru, hidden size 64');
  assert.equal(
    render(name, { language: 'zh-CN', catalogue: chinese, medium: 'terminal' }),
    '循环单元 gru，隐藏大小 64',
  );
});
