/** The lines of the chart, from the metrics of a run. */
import type { RunSnapshot } from '../src/protocol/page';

export const chartKinds = ['perplexity', 'loss', 'gradientNorm'] as const;
export type ChartKind = (typeof chartKinds)[number];

export const chartTitles: Readonly<Record<ChartKind, string>> = {
  perplexity: 'Perplexity',
  loss: 'Loss',
  gradientNorm: 'Gradient norm',
};

export const axisTitles: Readonly<Record<ChartKind, string>> = { ...chartTitles, loss: 'Loss (nats per token)' };

export interface Point {
  x: number;
  y: number;
}

export interface Line {
  label: string;
  role: 'train' | 'validation' | 'baseline' | 'best';
  points: Point[];
}

/** Perplexities above this say nothing but "at the start". */
const highestPerplexity = 1e6;

export function linesOf(run: RunSnapshot, kind: ChartKind): Line[] {
  const ofLoss = (loss: number): number => (kind === 'perplexity' ? Math.min(Math.exp(loss), highestPerplexity) : loss);
  if (kind === 'gradientNorm')
    return [
      {
        label: 'Gradient norm',
        role: 'train',
        points: run.metrics.map(({ epoch, gradientNorm }) => ({ x: epoch, y: gradientNorm })),
      },
    ];

  const lines: Line[] = [
    {
      label: 'Training',
      role: 'train',
      points: run.metrics.map(({ epoch, trainLoss }) => ({ x: epoch, y: ofLoss(trainLoss) })),
    },
  ];
  if (run.validations.length > 0) {
    const points = run.validations.map(({ epoch, loss }) => ({ x: epoch, y: ofLoss(loss) }));
    const best = points.reduce((least, point) => (point.y < least.y ? point : least));
    lines.push(
      { label: 'Validation', role: 'validation', points },
      { label: 'Best validation', role: 'best', points: [best] },
    );
  }
  const end = Math.max(run.metrics.at(-1)?.epoch ?? 0, run.validations.at(-1)?.epoch ?? 0);
  for (const { name, loss } of run.baselines)
    lines.push({
      label: name,
      role: 'baseline',
      points: [
        { x: 0, y: ofLoss(loss) },
        { x: end, y: ofLoss(loss) },
      ],
    });
  return lines;
}
