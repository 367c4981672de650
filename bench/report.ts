/** Results as text: a table for each shape during the run, and at its end the tables of docs/benchmarks.md. */
import type { Gigaflops } from './products';
import { bestOf, published, ratio, replicaGain, shareOfPeak, speedOf, type ShapeResults } from './results';

const none = '';
const count = (value: number | undefined): string =>
  value === undefined ? none : Math.round(value).toLocaleString('en').replaceAll(',', ' ');
const times = (value: number | undefined): string =>
  value === undefined ? none : `${value.toFixed(value < 10 ? 2 : 1)}x`;
const percent = (value: number | undefined): string => (value === undefined ? none : `${Math.round(100 * value)} %`);
const megabytes = (value: number | undefined): string => (value === undefined ? none : `${Math.round(value)} MB`);

type Cells = readonly string[];

/** Every program of one shape: speed, ratios, share of the peak, memory. */
export function shapeReport(results: ShapeResults): string {
  const { shape, measurements, peaks } = results;
  const head = [
    '',
    'tokens/s',
    ': PyTorch',
    ': tfjs wasm',
    ': tfjs node',
    'of peak',
    'of its median',
    'memory',
    'rounds',
  ];
  const references = [bestOf(results, 'pytorch'), ...['wasm', 'node'].map(by => speedOf(results, `tfjs-layers-${by}`))];
  const rows = measurements.map(measurement => {
    const speed = speedOf(results, measurement.who);
    return [
      `  ${measurement.who}`,
      count(speed),
      ...references.map(reference => times(ratio(speed, reference))),
      percent(shareOfPeak(results, measurement)?.best),
      percent(shareOfPeak(results, measurement)?.usual),
      megabytes(measurement.megabytes),
      String(measurement.speeds.length),
    ];
  });
  const gain = replicaGain(results);
  const each = Object.entries(peaks).flatMap(([engine, { best, usual }]) =>
    Number.isNaN(best) ? [] : [`${engine} ${Math.round(best)} (median ${Math.round(usual)})`],
  );
  const title = `${shape} (GEMM peak of a core: ${each.join(', ')} GFLOP/s)`;
  return [title, ...aligned([head, ...rows]), ...(gain === undefined ? [] : [`  replicas : one ${times(gain)}`])].join(
    '\n',
  );
}

/** Tokens per second of every program, and ratios of ours to the others. */
export function summary(all: readonly ShapeResults[]): string {
  const speeds = all.map(results => [results.shape, ...published.map(who => count(speedOf(results, who)))]);
  return [markdown(['tokens/s', ...published], speeds), markdown(comparisonHead, all.map(comparison))].join('\n\n');
}

const comparisonHead = [
  'unroll',
  'best : PyTorch’s best',
  'WASM : PyTorch’s best',
  'WASM : tfjs-layers WASM',
  'best : tfjs-layers tfjs-node',
  'best : brain.js',
  'best : jax-js',
  'WASM of GEMM peak',
  'on one thread',
  'C of its GEMM peak',
  'of its median',
  'replicas : one',
  'memory, WASM',
];

function comparison(results: ShapeResults): Cells {
  const [best, wasm] = [bestOf(results, 'unroll'), speedOf(results, 'unroll-wasm')];
  const against = (speed: number | undefined, who: string): string => times(ratio(speed, bestOf(results, who)));
  const measured = (who: string) => results.measurements.find(measurement => measurement.who === who);
  const share = (who: string, peak: keyof Gigaflops = 'best'): string => {
    const measurement = measured(who);
    return measurement ? percent(shareOfPeak(results, measurement)?.[peak]) : none;
  };
  return [
    results.shape,
    against(best, 'pytorch'),
    against(wasm, 'pytorch'),
    against(wasm, 'tfjs-layers-wasm'),
    against(best, 'tfjs-layers-node'),
    against(best, 'brainjs'),
    against(best, 'jax-js'),
    share('unroll-wasm'),
    share('unroll-wasm-1'),
    share('unroll-native'),
    share('unroll-native', 'usual'),
    times(replicaGain(results)),
    megabytes(measured('unroll-wasm')?.megabytes),
  ];
}

/** The first column is left-aligned, figures are right-aligned. */
function aligned(rows: readonly Cells[]): string[] {
  const width = (column: number): number => Math.max(...rows.map(row => row[column]?.length ?? 0));
  return rows.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column))))
      .join('  ')
      .trimEnd(),
  );
}

function markdown(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('\n');
}
