/** The lines of the chart, from the metrics of a run. A value that is no number leaves a gap. */
import type { Run } from '../../src/protocol/run';
import { say, sentence } from '../words';

export const chartKinds = ['perplexity', 'loss', 'gradientNorm'] as const;
export type ChartKind = (typeof chartKinds)[number];

export interface Point {
  x: number;
  y: number;
}

export type Role = 'train' | 'validation' | 'baseline' | 'best';

export interface Line {
  label: string;
  role: Role;
  points: Point[];
}

type Losses = Pick<Run, 'metrics' | 'validations' | 'baselines'>;

/** Perplexities above this say nothing but "at the start". */
const highestPerplexity = 1e6;
const air = 1.08;

export function linesOf(run: Losses, kind: ChartKind): Line[] {
  const ofLoss = (loss: number): number => (kind === 'perplexity' ? Math.min(Math.exp(loss), highestPerplexity) : loss);
  if (kind === 'gradientNorm')
    return [
      {
        label: say('page.gradientNorm'),
        role: 'train',
        points: run.metrics.map(({ epoch, gradientNorm }) => ({ x: epoch, y: gradientNorm })),
      },
    ];

  const training = run.metrics.map(({ epoch, trainLoss }) => ({ x: epoch, y: ofLoss(trainLoss) }));
  const validation = run.validations.map(({ epoch, loss }) => ({ x: epoch, y: ofLoss(loss) }));
  const lines: Line[] = [{ label: say('page.line.training'), role: 'train', points: training }];
  if (validation.length > 0) lines.push({ label: say('page.line.validation'), role: 'validation', points: validation });
  const best = lowest(validation);
  if (best) lines.push({ label: say('page.line.bestValidation'), role: 'best', points: [best] });
  const end = lastEpoch(run);
  for (const { name, loss } of run.baselines)
    lines.push({ label: sentence(name), role: 'baseline', points: [0, end].map(x => ({ x, y: ofLoss(loss) })) });
  return lines;
}

/** Where the curves end so far. */
export const lastEpoch = ({ metrics, validations }: Losses): number =>
  Math.max(metrics.at(-1)?.epoch ?? 0, validations.at(-1)?.epoch ?? 0);

const lowest = (points: readonly Point[]): Point | undefined =>
  points
    .filter(({ y }) => Number.isFinite(y))
    .reduce<Point | undefined>((least, point) => (least && least.y <= point.y ? least : point), undefined);

/** Bounds of a logarithmic axis that leave a little air above and below all lines; none while nothing can be drawn. */
export function logarithmicRange(lines: readonly Line[]): { min?: number; max?: number } {
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y)).filter(y => Number.isFinite(y) && y > 0);
  if (values.length === 0) return {};
  return {
    min: values.reduce((a, b) => Math.min(a, b)) / air,
    max: values.reduce((a, b) => Math.max(a, b)) * air,
  };
}
