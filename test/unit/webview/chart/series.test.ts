import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chartsOf, endOf, linesOf, logarithmicRange, smoothed } from '../../../../webview/chart/series';
import { readView, toggled, usualView, type ChartKind, type ChartView } from '../../../../webview/chart/view';
import { metricsAt, runOf, validationAt } from '../run';
import { textMessage } from '../../../../src/protocol/message';

const run = runOf({
  metrics: [metricsAt(50, { trainLoss: Math.log(9), gradientNorm: 3 }), metricsAt(100, { trainLoss: Math.log(5) })],
  validations: [validationAt(1, Math.log(8)), validationAt(1.5, Math.log(6)), validationAt(2, Math.log(7))],
  baselines: [{ name: textMessage('trigrams'), loss: Math.log(4) }],
});

const view = (kind: ChartKind, changes: Partial<ChartView> = {}): ChartView => ({ ...usualView, kind, ...changes });

const rounded = (points: readonly { x: number; y: number }[]) => points.map(({ x, y }) => [x, Number(y.toFixed(9))]);

describe('the lines of the chart', () => {
  it('are perplexities by epoch, the best validation a point, a baseline as long as the curves', () => {
    assert.deepEqual(
      linesOf(run, view('perplexity')).map(({ label, role, points }) => ({ label, role, points: rounded(points) })),
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
      linesOf(run, view('loss')).map(({ points }) => points.at(-1)?.y),
      [Math.log(5), Math.log(7), Math.log(6), Math.log(4)],
    );
  });

  it('are speeds of values in a forecast, of tokens else', () => {
    const labels = (['forecast', 'continue', 'label'] as const).map(
      use => linesOf({ ...run, use }, view('speed'))[0]?.label,
    );
    assert.deepEqual(labels, ['Values per second', 'Tokens per second', 'Tokens per second']);
  });

  it('are one line of gradient norms', () => {
    const lines = linesOf(run, view('gradientNorm'));
    assert.equal(lines.length, 1);
    assert.deepEqual(lines[0]?.points, [
      { x: 1, y: 3 },
      { x: 2, y: 1 },
    ]);
  });

  it('are bits per character where a held-out loss says how many tokens a character is', () => {
    // validationAt: bits per character = loss / ln 2, one token a character
    const lines = linesOf(run, view('bits'));
    assert.deepEqual(
      lines.map(({ points }) => Number(points.at(-1)?.y.toFixed(6))),
      [Math.log2(5), Math.log2(7), Math.log2(6), 2].map(y => Number(y.toFixed(6))),
    );
    assert.ok(chartsOf(run).includes('bits'));
    assert.ok(!chartsOf({ use: 'continue', validations: [] }).includes('bits'));
  });

  it('stand over steps, seconds or characters, whichever is chosen', () => {
    const corpus = { name: 't', characters: 1000, tokens: 500, vocabularySize: 9, validationTokens: 50 };
    const over = (axis: ChartView['axis']) =>
      linesOf({ ...run, corpus }, view('loss', { axis })).map(({ points }) => points.map(({ x }) => Math.round(x)));
    // Steps 50 and 100 after 5 and 10 s; epochs of 900 characters; validations at steps 50, 75, 100.
    assert.deepEqual(over('step'), [[50, 100], [50, 75, 100], [75], [0, 100]]);
    assert.deepEqual(over('time'), [[5, 10], [5, 8, 10], [8], [0, 10]]);
    assert.deepEqual(over('characters'), [[900, 1800], [900, 1350, 1800], [1350], [0, 1800]]);
    assert.equal(endOf(runOf(), view('loss', { axis: 'time' })), 0);
  });

  it('leave out validation where nothing is held out', () => {
    assert.deepEqual(
      linesOf({ ...run, validations: [] }, view('loss')).map(({ role }) => role),
      ['train', 'baseline'],
    );
  });

  it('have a gap where a loss is no number, and their best elsewhere', () => {
    const validations = [validationAt(1, NaN), validationAt(2, 1)];
    const lines = linesOf({ ...run, validations }, view('perplexity'));
    assert.deepEqual(lines.find(({ role }) => role === 'validation')?.points[0], { x: 1, y: NaN });
    assert.deepEqual(lines.find(({ role }) => role === 'best')?.points, [{ x: 2, y: Math.E }]);
    const none = linesOf({ ...run, validations: [validationAt(1, NaN)] }, view('perplexity'));
    assert.ok(none.every(({ role }) => role !== 'best'));
  });

  it('do not let the first perplexities dwarf all others', () => {
    const [training] = linesOf({ ...run, metrics: [metricsAt(1, { trainLoss: 800 })] }, view('perplexity'));
    assert.equal(training?.points[0]?.y, 1e6);
  });
});

describe('the range of a logarithmic axis', () => {
  it('holds all lines with a little air', () => {
    const { min, max } = logarithmicRange(linesOf(run, view('perplexity')));
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

describe('a smoothed line', () => {
  it('is a moving average whose first points are not drawn towards zero', () => {
    // s = 0.5: 4; (0.5 * 4 + 2) / 1.5; (0.25 * 4 + 0.5 * 2 + 6) / 1.75
    const points = [4, 2, NaN, 6].map((y, x) => ({ x, y }));
    assert.deepEqual(
      smoothed(points, 0.5).map(({ y }) => Number(y.toFixed(9))),
      [4, 2.666666667, NaN, 4.571428571],
    );
    assert.equal(smoothed(points, 0), points);
  });

  it('is only the training line, and says so', () => {
    const lines = linesOf(run, view('loss', { smoothing: 0.9 }));
    assert.deepEqual(
      lines.map(({ label }) => label),
      ['Training, smoothed', 'Validation', 'Best validation', 'trigrams'],
    );
    assert.equal(lines[1]?.points[2]?.y, Math.log(7));
  });
});

describe('a chosen view', () => {
  it('is kept but for the lines that are hidden, and what cannot be meant is left out', () => {
    const chosen = view('speed', { axis: 'time', logarithmic: ['speed'], smoothing: 0.5 });
    assert.deepEqual(readView(JSON.parse(JSON.stringify({ ...chosen, hidden: ['Training'] }))), chosen);
    assert.deepEqual(readView({ kind: 'colour', axis: 7, logarithmic: 'all', smoothing: 3 }), usualView);
    // As an earlier version kept it.
    assert.deepEqual(readView('loss'), usualView);
    assert.deepEqual(readView(undefined), usualView);
  });

  it('turns an item of a list on and off', () => {
    assert.deepEqual(toggled(['a'], 'b'), ['a', 'b']);
    assert.deepEqual(toggled(['a', 'b'], 'a'), ['b']);
  });
});
