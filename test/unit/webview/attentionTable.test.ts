import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attentionRows } from '../../../webview/attentionTable';

const sourceTokens = ['go', 'on'];

test('a row a target token, a cell a source token, the most marked', () => {
  const [row] = attentionRows({ sourceTokens, targetTokens: ['weiter'], weights: [[0.254, 0.746]] });
  assert.equal(row?.target, 'weiter');
  assert.deepEqual(row.cells, [
    { weight: 0.254, percent: '25', most: false, title: 'weiter looks at go: 25.4%' },
    { weight: 0.746, percent: '75', most: true, title: 'weiter looks at on: 74.6%' },
  ]);
});

test('weights that are missing or no numbers are none, and none is the most', () => {
  const rows = attentionRows({ sourceTokens, targetTokens: ['a', 'b'], weights: [[NaN, NaN]] });
  for (const { cells } of rows)
    assert.deepEqual(
      cells.map(({ weight, most }) => ({ weight, most })),
      [
        { weight: 0, most: false },
        { weight: 0, most: false },
      ],
    );
});
