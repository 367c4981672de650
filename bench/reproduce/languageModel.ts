/** Trains a language model to its last epoch and returns its results. */
import { inEnglish, render } from '../../src/words/render';
import { readFileSync } from 'node:fs';
import type { TrainingEvent, TrainingMetrics } from '../../src/protocol/metrics';
import type { LanguageModelOptions } from '../../src/options/language';
import { language } from '../../src/kinds/language/implementation';
import { runTraining } from '../../src/training/runTraining';
import { median } from '../statistics';
import type { Check, DataFile, Experiment, Outcome, Setting } from './experiment';
import { continuedAgainstAdvice } from './misuse';

/** The losses of a run that reached its last epoch, nats per token. */
export interface Trained {
  /** Loss of the last epoch, as the notes print it. */
  trainLoss: number;
  /** Median of the last fifty epochs. */
  settledLoss: number;
  /** Mean loss of each epoch; see `lossesByEpoch`. */
  epochLosses: number[];
  validations: { epoch: number; loss: number }[];
  /** Order-5 Witten-Bell on the same held-out text. */
  baselineLoss: number | undefined;
  /** Loss of all voices on the held-out text while they learn from it; not comparable with the others. */
  learningLoss: number | undefined;
}

export interface Row {
  id: string;
  title: string;
  file: DataFile;
  options: (characters: number) => LanguageModelOptions;
  checks: (run: Trained) => Check[];
}

export const languageModelExperiment = ({ id, title, file, options, checks }: Row): Experiment => ({
  id,
  title,
  file,
  run: setting => trainRow(id, options(readFileSync(setting.path, 'utf8').length), checks, setting),
});

export async function trainRow(
  id: string,
  wanted: LanguageModelOptions,
  checks: Row['checks'],
  { seed, path, modelsFolder }: Setting,
): Promise<Outcome> {
  const options = { ...wanted, training: { ...wanted.training, seed, sampleEverySeconds: 1e9 } };
  const { samplePrefixes, sampleLength } = options.training;
  const events: TrainingEvent[] = [];
  const never = new AbortController().signal;
  const sources = [{ kind: 'file' as const, name: id, path }];
  const result = await runTraining(
    language,
    { kind: 'language', sources, options, engine: 'wasm', modelsFolder, modelName: id },
    { emit: event => events.push(event), signal: never, stop: never },
  );
  const metrics = events.flatMap(event => (event.kind === 'metrics' ? [event.metrics] : []));
  const epochLosses = lossesByEpoch(metrics);
  const trained: Trained = {
    trainLoss: result.trainLoss,
    settledLoss: median(epochLosses.slice(-50)),
    epochLosses,
    validations: events.flatMap(event => (event.kind === 'validation' ? [event.validation] : [])),
    baselineLoss: events.flatMap(event => (event.kind === 'baseline' ? [event.baseline.loss] : []))[0],
    learningLoss: result.learning?.loss,
  };
  return {
    checks: checks(trained),
    seconds: result.seconds,
    tokensPerSecond: metrics.reduce((sum, { tokensPerSecond }) => sum + tokensPerSecond, 0) / metrics.length,
    engine: engineOf(events),
    sample: sampleOf(events) ?? (await continuedAgainstAdvice(result.folder, samplePrefixes[0] ?? '', sampleLength)),
  };
}

/**
 * Reports come a few times a second, each with the mean loss of the steps since the previous one: less than an epoch or
 * several epochs, depending on the speed. Each step counts with the mean of its report.
 */
export function lossesByEpoch(metrics: readonly Pick<TrainingMetrics, 'epoch' | 'trainLoss'>[]): number[] {
  const epochs: { sum: number; share: number }[] = [];
  let from = 0;
  for (const { epoch: to, trainLoss } of metrics) {
    for (let epoch = Math.floor(from); epoch < to; epoch++) {
      const share = Math.min(to, epoch + 1) - Math.max(from, epoch);
      const of = (epochs[epoch] ??= { sum: 0, share: 0 });
      of.sum += share * trainLoss;
      of.share += share;
    }
    from = to;
  }
  return epochs.map(({ sum, share }) => sum / share);
}

export function engineOf(events: readonly TrainingEvent[]): string {
  const { engine } = events.flatMap(event => (event.kind === 'started' ? [event] : []))[0]!;
  const detail = engine.measurements.find(measured => measured.engine === engine.chosen)?.detail;
  return `${detail ? render(detail, inEnglish('plain')) : ''}, ${engine.threads} threads`;
}

function sampleOf(events: readonly TrainingEvent[]): string | undefined {
  const sample = events.flatMap(event => (event.kind === 'sample' ? [event.sample] : [])).at(-1);
  return sample && `${sample.prefix}${sample.continuation}`;
}
