import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainingFlags } from '../../../src/cli/presets';
import { variedBy } from '../../../src/cli/sweep';
import { variantsOf } from '../../../src/options/variants';

test('flags with commas vary, flags without are the same for all', () => {
  const varied = variedBy({ hidden: '64,128', cell: 'gru,lstm', epochs: '3', prefix: ['a, b'] }, trainingFlags);
  assert.deepEqual(
    varied.map(({ option: { key } }) => key),
    ['network.cell', 'network.hiddenSize'],
  );
  assert.equal(variantsOf(varied).length, 4);
});

test('a wrong value is named', () => {
  assert.throws(() => variedBy({ hidden: '64,0' }, trainingFlags), { code: 'bad-options' });
});
