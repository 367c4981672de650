import assert from 'node:assert/strict';
import { it } from 'node:test';
import { comparedCurves, labelOf } from '../../../webview/chart/curves';
import { usualView } from '../../../webview/chart/view';
import { resultRows, settingRows } from '../../../webview/comparisonTable';
import { ended, metricsAt, runOf, settingsOf, validationAt } from './run';

const first = runOf({
  id: 'a',
  metrics: [metricsAt(50)],
  validations: [validationAt(1, Math.log(4))],
  status: ended('completed'),
});
const second = runOf({ id: 'b', metrics: [metricsAt(100, { trainLoss: Math.log(3) })] });

it('compared runs have frozen and learning figures in rows of their own, and a dash where nothing is known', () => {
  const rows = new Map(resultRows([first, second]).map(([name, ...values]) => [name, values]));
  assert.deepEqual(rows.get('Validation perplexity, frozen'), ['4', '–']);
  assert.deepEqual(rows.get('Validation perplexity, learning while it reads'), ['–', '–']);
  assert.deepEqual(rows.get('Bits per character, frozen'), ['2', '–']);
  assert.deepEqual(rows.get('Training perplexity')?.[1], '3.00');
  assert.deepEqual(rows.get('Steps'), ['50', '100']);
});

it('models of several kinds have each figure in a row that says what it is', () => {
  const forecast = runOf({
    id: 'c',
    use: 'forecast',
    metrics: [metricsAt(50, { trainLoss: 0.2 })],
    validations: [{ step: 50, epoch: 1, loss: 0.046, best: true }],
  });
  const rows = new Map(resultRows([first, forecast]).map(([name, ...values]) => [name, values]));
  assert.deepEqual(rows.get('Validation perplexity, frozen'), ['4', '–']);
  assert.deepEqual(rows.get('Training perplexity')?.[1], '–');
  assert.deepEqual(rows.get('Validation error'), ['–', '0.046']);
  assert.deepEqual(rows.get('Training error'), ['–', '0.200']);
  const alone = resultRows([forecast, { ...forecast, id: 'd' }]).map(([name]) => name);
  assert.deepEqual(
    alone.filter(name => /perplexity|Bits/.test(name)),
    [],
  );
  assert.ok(!comparedCurves([first, forecast]).charts.includes('loss'));
  assert.ok(comparedCurves([forecast, forecast]).charts.includes('loss'));
});

it('of the settings only those that differ are listed', () => {
  const runs = [
    { ...first, settings: settingsOf({ 'network.cell': 'lstm', 'network.layers': '1', order: '3' }) },
    { ...second, settings: settingsOf({ 'network.cell': 'gru', 'network.layers': '1' }) },
  ];
  assert.deepEqual(settingRows(runs), [
    ['network · cell', 'lstm', 'gru'],
    ['order', '3', '–'],
  ]);
});

it('each compared run has one line, in a colour of its own, by a label of its own', () => {
  const curves = comparedCurves([first, second]);
  const lines = curves.lines({ ...usualView, kind: 'loss' });
  assert.deepEqual(
    lines.map(({ label, role, colour }) => [label, role, colour]),
    [
      ['notes (1)', 'validation', 0],
      ['notes (2)', 'train', 1],
    ],
  );
  assert.equal(labelOf(first, [first]), 'notes');
  assert.equal(curves.end(usualView), 2);
  assert.ok(!curves.charts.includes('bits'));
});
