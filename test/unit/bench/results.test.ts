import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapeReport, summary } from '../../../bench/report';
import { bestOf, replicaGain, rowsOf, shareOfPeak, speedOf, type ShapeResults } from '../../../bench/results';
import { operationsPerToken, problemOf, readProblem, shapeOf } from '../../../bench/shapes';
import { median } from '../../../bench/statistics';

const results: ShapeResults = {
  shape: 'lstm-256',
  peaks: { wasm: { best: 100, usual: 80 }, native: { best: 200, usual: 160 } },
  measurements: [
    { who: 'unroll-wasm', speeds: [50_000, 10, 40_000], threads: 2, megabytes: 228.4 },
    { who: 'unroll-wasm-1', speeds: [25_000], threads: 1 },
    { who: 'unroll-tfjs-node', speeds: [30_000] },
    { who: 'unroll-native', speeds: [36_000], threads: 2 },
    { who: 'tfjs-layers-wasm', speeds: [1_000, 600] },
    { who: 'pytorch-2', speeds: [80_000] },
    { who: 'pytorch-1', speeds: [60_000] },
    { who: 'brainjs', speeds: [] },
  ],
};

describe("the benchmark's results", () => {
  it('are medians over the rounds', () => {
    assert.equal(speedOf(results, 'unroll-wasm'), 40_000);
    assert.equal(speedOf(results, 'tfjs-layers-wasm'), 800);
    assert.equal(speedOf(results, 'brainjs'), undefined);
    assert.ok(Number.isNaN(median([])));
  });

  it('are held against the best of a family', () => {
    assert.equal(bestOf(results, 'pytorch'), 80_000);
    assert.equal(bestOf(results, 'unroll'), 40_000);
    assert.equal(bestOf(results, 'tfjs-layers-node'), undefined);
    assert.equal(replicaGain(results), 1.6);
  });

  it('know the share of the peak of all cores that were used', () => {
    // Three products, 2 operations each, of H x 4H and H x V weights.
    assert.equal(operationsPerToken(shapeOf('lstm-256')), 6 * (256 * 1024 + 256 * 28));
    const [both, one, tfjsNode, inC] = results.measurements;
    assert.equal(shareOfPeak(results, both!)?.best, (40_000 * 6 * (256 * 1024 + 256 * 28)) / 200e9);
    assert.equal(shareOfPeak(results, one!)?.usual, (25_000 * 6 * (256 * 1024 + 256 * 28)) / 80e9);
    assert.equal(shareOfPeak(results, inC!)?.best, (36_000 * 6 * (256 * 1024 + 256 * 28)) / 400e9);
    assert.equal(shareOfPeak(results, tfjsNode!), undefined);
  });

  it('are published under the agreed names, without what was not measured', () => {
    assert.deepEqual(rowsOf([results]), [
      { shape: 'lstm-256', who: 'unroll-wasm', tokensPerSecond: 40_000 },
      { shape: 'lstm-256', who: 'unroll-native', tokensPerSecond: 36_000 },
      { shape: 'lstm-256', who: 'unroll-tfjs-node', tokensPerSecond: 30_000 },
      { shape: 'lstm-256', who: 'tfjs-layers-wasm', tokensPerSecond: 800 },
      { shape: 'lstm-256', who: 'pytorch-1', tokensPerSecond: 60_000 },
      { shape: 'lstm-256', who: 'pytorch-2', tokensPerSecond: 80_000 },
    ]);
  });
});

describe("the benchmark's report", () => {
  it('gives each program its speed, ratios, share of the peak and memory', () => {
    const lines = shapeReport(results).split('\n');
    const cells = (who: string): string[] =>
      (lines.find(line => line.startsWith(`  ${who} `)) ?? '').trim().split(/ {2,}/);
    assert.equal(lines[0], 'lstm-256 (GEMM peak of a core: wasm 100 (median 80), native 200 (median 160) GFLOP/s)');
    assert.deepEqual(cells('unroll-wasm'), ['unroll-wasm', '40 000', '0.50x', '50.0x', '32 %', '40 %', '228 MB', '3']);
    assert.deepEqual(cells('pytorch-1'), ['pytorch-1', '60 000', '0.75x', '75.0x', '1']);
    assert.equal(lines.at(-1), '  replicas : one 1.60x');
  });

  it('ends with tables in Markdown whose rows are as wide as their heads', () => {
    const tables = summary([results]).split('\n\n');
    assert.equal(tables.length, 2);
    for (const table of tables) {
      const widths = table.split('\n').map(line => line.split('|').length);
      assert.equal(new Set(widths).size, 1, table);
    }
    assert.match(
      tables[0]!,
      /^\| lstm-256 \| 40 000 \| 36 000 \| 30 000 \| 800 \| {2}\| {2}\| {2}\| 60 000 \| 80 000 \|$/m,
    );
    assert.match(
      tables[1]!,
      /^\| lstm-256 \| 0.50x \| 0.50x \| 50.0x \| {2}\| {2}\| {2}\| 32 % \| 40 % \| 15 % \| 18 % \| 1.60x \| 228 MB \|$/m,
    );
  });
});

describe('a problem', () => {
  it('comes back from the command line as it was', () => {
    const problem = problemOf(shapeOf('lstm-256-words-embedded'), 2);
    assert.deepEqual(readProblem(JSON.stringify(problem)), problem);
  });

  it('is refused when a size is missing or the cell unknown', () => {
    const problem = problemOf(shapeOf('gru-256'), 2);
    assert.throws(() => readProblem(JSON.stringify({ ...problem, H: undefined })), /no problem to train/);
    assert.throws(() => readProblem(JSON.stringify({ ...problem, cell: 'perceptron' })), /no problem to train/);
    assert.throws(() => shapeOf('lstm-1'), /There is no shape lstm-1\. There are rnn-256,/);
  });
});
