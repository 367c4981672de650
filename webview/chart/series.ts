/** The lines of the chart, from the reports of a run. A value that is not finite leaves a gap. */
import { predictsTokens } from '../../src/protocol/kind';
import type { TrainingMetrics } from '../../src/protocol/metrics';
import type { Run } from '../../src/protocol/run';
import { voiceNames, type VoiceName, type VoiceReport } from '../../src/protocol/voices';
import { say, sentence } from '../words';
import { placesOn } from './places';
import { chartKinds, type ChartKind, type ChartView } from './view';

export interface Point {
  x: number;
  y: number;
}

export type Role = 'train' | 'validation' | 'baseline' | 'best' | VoiceName;

export interface Line {
  label: string;
  role: Role;
  points: Point[];
  /** The index of the colour among compared lines; absent: the colour of the role. */
  colour?: number;
}

type Reports = Pick<Run, 'use' | 'metrics' | 'validations' | 'baselines' | 'corpus' | 'voices' | 'reaches'>;
type Wanted = Pick<ChartView, 'kind' | 'axis' | 'smoothing'>;

/** Larger perplexities occur only at the start and are drawn at this value. */
const highestPerplexity = 1e6;
const margin = 1.08;

/** Figures that are reported with each loss and have their own chart. */
const figures: Partial<Record<ChartKind, (metrics: TrainingMetrics) => number>> = {
  gradientNorm: ({ gradientNorm }) => gradientNorm,
  learningRate: ({ learningRate }) => learningRate,
  speed: ({ tokensPerSecond }) => tokensPerSecond,
};

/** Converts a loss in nats per token to the unit of the chart. */
function unitOf(kind: ChartKind, { validations }: Reports): (loss: number) => number {
  if (kind === 'perplexity') return loss => Math.min(Math.exp(loss), highestPerplexity);
  if (kind === 'loss') return loss => loss;
  // The ratio of bits per character to loss is the same for every report on the held-out text.
  const known = validations.findLast(({ loss }) => loss > 0);
  return loss => (known?.bitsPerCharacter === undefined ? NaN : (loss * known.bitsPerCharacter) / known.loss);
}

/** A forecast is of values and not of tokens. */
export const titleOf = (kind: ChartKind, ofTokens: boolean) =>
  kind === 'speed' && !ofTokens ? 'page.chart.valuesSpeed' : (`page.chart.${kind}` as const);

/** The charts that have data. */
export const chartsOf = (run: Pick<Run, 'validations' | 'voices' | 'use'>): ChartKind[] =>
  chartKinds.filter(
    kind =>
      (kind !== 'perplexity' || predictsTokens(run.use)) &&
      (kind !== 'bits' || run.validations.some(({ bitsPerCharacter }) => bitsPerCharacter !== undefined)) &&
      (kind !== 'voices' || run.voices !== undefined),
  );

/** The weight of each voice. */
const voiceLines = (reports: readonly VoiceReport[], place: (at: VoiceReport) => number): Line[] =>
  voiceNames.map(voice => ({
    label: say(`page.voice.${voice}`),
    role: voice,
    points: reports.map(report => ({ x: place(report), y: report.weights[voice] })),
  }));

export function linesOf(run: Reports, { kind, axis, smoothing }: Wanted): Line[] {
  const place = placesOn(axis, run);
  const figure = figures[kind];
  if (kind === 'voices') return voiceLines(run.voices ?? [], place);
  if (figure) {
    const points = run.metrics.map(report => ({ x: place(report), y: figure(report) }));
    const line: Line = {
      label: say(titleOf(kind, predictsTokens(run.use))),
      role: 'train',
      points: smoothed(points, smoothing),
    };
    return kind === 'gradientNorm' ? [line, ...clippedAbove(run, axis)] : [line];
  }
  const unit = unitOf(kind, run);
  const training = run.metrics.map(report => ({ x: place(report), y: unit(report.trainLoss) }));
  const validation = run.validations.map(report => ({ x: place(report), y: unit(report.loss) }));
  const lines: Line[] = [
    {
      label: say(smoothing > 0 ? 'page.line.trainingSmoothed' : 'page.line.training'),
      role: 'train',
      points: smoothed(training, smoothing),
    },
  ];
  if (validation.length > 0) lines.push({ label: say('page.line.validation'), role: 'validation', points: validation });
  const best = lowest(validation);
  if (best) lines.push({ label: say('page.line.bestValidation'), role: 'best', points: [best] });
  const end = endOf(run, { axis });
  for (const { name, loss } of run.baselines)
    lines.push({ label: sentence(name), role: 'baseline', points: [0, end].map(x => ({ x, y: unit(loss) })) });
  return lines;
}

/** The norm to which training clips gradients, if it does. */
function clippedAbove(run: Reports, axis: ChartView['axis']): Line[] {
  const clipNorm = run.reaches?.at(-1)?.clipNorm ?? 0;
  if (clipNorm === 0) return [];
  const points = [0, endOf(run, { axis })].map(x => ({ x, y: clipNorm }));
  return [{ label: say('page.reach.clipped'), role: 'baseline', points }];
}

/** The largest horizontal value so far. */
export function endOf(run: Reports, { axis }: Pick<ChartView, 'axis'>): number {
  const place = placesOn(axis, run);
  return Math.max(
    0,
    ...[run.metrics.at(-1), run.validations.at(-1)].flatMap(report => (report ? [place(report)] : [])),
  );
}

/**
 * Exponential moving average: s_t = a s_(t-1) + (1 - a) y_t, divided by 1 - a^t so that the first points are not biased towards zero.
 * @param share a, 0..1
 */
export function smoothed(points: Point[], share: number): Point[] {
  if (share === 0) return points;
  let [sum, weight] = [0, 0];
  return points.map(({ x, y }) => {
    if (!Number.isFinite(y)) return { x, y };
    sum = share * sum + (1 - share) * y;
    weight = share * weight + (1 - share);
    return { x, y: sum / weight };
  });
}

const lowest = (points: readonly Point[]): Point | undefined =>
  points
    .filter(({ y }) => Number.isFinite(y))
    .reduce<Point | undefined>((least, point) => (least && least.y <= point.y ? least : point), undefined);

/** Bounds of a logarithmic axis with a margin above and below all lines; none if there is nothing to draw. */
export function logarithmicRange(lines: readonly Line[]): { min?: number; max?: number } {
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y)).filter(y => Number.isFinite(y) && y > 0);
  if (values.length === 0) return {};
  return {
    min: values.reduce((a, b) => Math.min(a, b)) / margin,
    max: values.reduce((a, b) => Math.max(a, b)) * margin,
  };
}
