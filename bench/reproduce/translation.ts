/** Trains a translation model to its last epoch and evaluates its translations. */
import { readFileSync } from 'node:fs';
import type { TrainingEvent } from '../../src/protocol/metrics';
import type { SentenceTranslation, TranslationEvaluation } from '../../src/protocol/translation';
import type { TranslationOptions } from '../../src/options/translation';
import { capabilityOf, openModel } from '../../src/kinds/implementations';
import { translation } from '../../src/kinds/translation/implementation';
import { runTraining } from '../../src/training/runTraining';
import type { Check, DataFile, Experiment, Outcome, Setting } from './experiment';
import { engineOf } from './languageModel';

export interface TrainedTranslation {
  /** Nats per target token, the mean of the last three reports. */
  trainLoss: number;
  /** Greedy translations of the row's sentences, in their order. */
  translations: SentenceTranslation[];
  /** Evaluates it on the last pairs, which were held out. */
  evaluate: () => Promise<TranslationEvaluation>;
}

export interface TranslationRow {
  id: string;
  title: string;
  file?: DataFile;
  /** The pairs, source and target separated by a tab, from the text of `file` or from the seed. */
  pairs: (text: string, seed: number) => string;
  options: TranslationOptions;
  /** Sentences to translate after training. */
  sentences: readonly string[];
  checks: (trained: TrainedTranslation) => Check[] | Promise<Check[]>;
}

export const translationExperiment = (row: TranslationRow): Experiment => ({
  id: row.id,
  title: row.title,
  ...(row.file ? { file: row.file } : {}),
  run: setting => train(row, setting),
});

async function train(row: TranslationRow, { seed, path, modelsFolder }: Setting): Promise<Outcome> {
  const options = { ...row.options, training: { ...row.options.training, seed, sampleEverySeconds: 1e9 } };
  const text = row.pairs(path === '' ? '' : readFileSync(path, 'utf8'), seed);
  const source = { kind: 'text' as const, name: row.id, text };
  const events: TrainingEvent[] = [];
  const never = new AbortController().signal;
  const { folder, seconds } = await runTraining(
    translation,
    { kind: 'translation', sources: [source], options, engine: 'wasm', modelsFolder, modelName: row.id },
    { emit: event => events.push(event), signal: never, stop: never },
  );
  const metrics = events.flatMap(event => (event.kind === 'metrics' ? [event.metrics] : []));
  const last = metrics.slice(-3);
  const trainLoss = last.reduce((sum, step) => sum + step.trainLoss, 0) / last.length;
  const translations = await translationsOf(folder, row.sentences);
  const evaluate = async (): Promise<TranslationEvaluation> => {
    const model = await openModel(folder, 'wasm');
    const { format, sourceColumn, targetColumn, header, maxPairs } = options.text;
    const columns = { format, sourceColumn, targetColumn, header, maxPairs };
    const pairs = { format: columns, heldOut: true, beamSize: 1 };
    const evaluation = await capabilityOf(model, 'evaluate')({ modelFolder: folder, sources: [source], pairs }, never);
    model.dispose();
    if (evaluation.data === 'pairs') return evaluation;
    throw new Error('A translation model is held against pairs.');
  };
  return {
    checks: await row.checks({ trainLoss, translations, evaluate }),
    seconds,
    tokensPerSecond: metrics.reduce((sum, step) => sum + step.tokensPerSecond, 0) / metrics.length,
    engine: engineOf(events),
    sample: translations.map(({ source, target }) => `${source} → ${target}`).join(' | '),
  };
}

async function translationsOf(folder: string, sentences: readonly string[]): Promise<SentenceTranslation[]> {
  const model = await openModel(folder, 'wasm');
  const translations: SentenceTranslation[] = [];
  try {
    for (const text of sentences) {
      const request = { modelFolder: folder, text, beamSize: 1, lengthPenalty: 0.75 };
      translations.push(...(await capabilityOf(model, 'translate')(request, new AbortController().signal)).sentences);
    }
  } finally {
    model.dispose();
  }
  return translations;
}
