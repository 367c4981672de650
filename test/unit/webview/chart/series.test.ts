import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linesOf, logarithmicRange } from '../../../../webview/chart/series';
import { metricsAt, runOf, validationAt } from '../run';
import { textMessage } from '../../../../src/protocol/message';

const run = runOf({
  metrics: [metricsAt(50, { trainLoss: Math.log(9), gradientNorm: 3 }), metricsAt(100, { trainLoss: Math.log(5) })],
  validations: [validationAt(1, Math.log(8)), validationAt(1.5, Math.log(6)), validationAt(2, Math.log(7))],
  baselines: [{ name: textMessage('trigrams'), loss: Math.log(4) }],
});

const rounded = (points: readonly { x: number; y: number }[]) => points.map(({ x, y }) => [x, Number(y.toFixed(9))]);

describe('the lines of the chart', () => {
  it('are perplexities by epoch, the best validation a point, a baseline as long as the curves', () => {
    assert.deepEqual(
      linesOf(run, 'perplexity').map(({ label, role, points }) => ({ label, role, points: rounded(points) })),
      [
        {
          label: 'Training',
          role: 'train',
          points: [
            [1, 9],
            [2, 5],
          ],
        },
        {
          label: 'Validation',
          role: 'validation',
          points: [
            [1, 8],
            [1.5, 6],
            [2, 7],
          ],
        },
        { label: 'Best validation', role: 'best', points: [[1.5, 6]] },
        {
          label: 'trigrams',
          role: 'baseline',
          points: [
            [0, 4],
            [2, 4],
          ],
        },
      ],
    );
  });

  it('are losses as they were reported', () => {
    assert.deepEqual(
      linesOf(run, 'loss').map(({ points }) => points.at(-1)?.y),
      [Math.log(5), Math.log(7), Math.log(6), Math.log(4)],
    );
  });

  it('are one line of gradient norms', () => {
    const lines = linesOf(run, 'gradientNorm');
    assert.equal(lines.length, 1);
    assert.deepEqual(lines[0]?.points, [
      { x: 1, y: 3 },
      { x: 2, y: 1 },
    ]);
  });

  it('leave out validation where nothing is held out', () => {
    assert.deepEqual(
      linesOf({ ...run, validations: [] }, 'loss').map(({ role }) => role),
      ['train', 'baseline'],
    );
  });

  it('have a gap where a loss is no number, and their best elsewhere', () => {
    const validations = [validationAt(1, NaN), validationAt(2, 1)];
    const lines = linesOf({ ...run, validations }, 'perplexity');
    assert.deepEqual(lines.find(({ role }) => role === 'validation')?.points[0], { x: 1, y: NaN });
    assert.deepEqual(lines.find(({ role }) => role === 'best')?.points, [{ x: 2, y: Math.E }]);
    const none = linesOf({ ...run, validations: [validationAt(1, NaN)] }, 'perplexity');
    assert.ok(none.every(({ role }) => role !== 'best'));
  });

  it('do not let the first perplexities dwarf all others', () => {
    const [training] = linesOf({ ...run, metrics: [metricsAt(1, { trainLoss: 800 })] }, 'perplexity');
    assert.equal(training?.points[0]?.y, 1e6);
  });
});

describe('the range of a logarithmic axis', () => {
  it('holds all lines with a little air', () => {
    const { min, max } = logarithmicRange(linesOf(run, 'perplexity'));
    assert.ok(min !== undefined && min < 4 && min > 3.5);
    assert.ok(max !== undefined && max > 9 && max < 10);
  });

  it('looks away from what is no number, and is left open without any', () => {
    const line = (...values: number[]) => [
      { label: '', role: 'train' as const, points: values.map((y, x) => ({ x, y })) },
    ];
    assert.deepEqual(logarithmicRange(line(NaN, 0, -1)), {});
    assert.deepEqual(logarithmicRange(line(NaN, 2)), logarithmicRange(line(2)));
  });
});
