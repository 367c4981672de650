/** Trains and opens models of any kind as the background process does. */
import { capabilityOf, implementationOf, openModel } from '../../../src/kinds/implementations';
import type { Capabilities } from '../../../src/kinds/implementation';
import type { OptionsOf } from '../../../src/options/read';
import { defaultLabelOptions } from '../../../src/options/labels';
import { defaultLanguageModelOptions, defaultNgramOptions } from '../../../src/options/language';
import { defaultSeriesOptions } from '../../../src/options/series';
import { defaultTranslationOptions } from '../../../src/options/translation';
import type { KindId, ModelUse } from '../../../src/protocol/kind';
import type { TrainingResult } from '../../../src/protocol/metrics';
import type { TranslationEvaluation } from '../../../src/protocol/translation';
import type { EvaluateRequest, TextEvaluation, TrainJob } from '../../../src/protocol/worker';
import type { TextSource } from '../../../src/protocol/textSource';
import { runTraining, type JobContext } from '../../../src/training/runTraining';
import { labelledRules } from '../../fixtures/labelledRules';
import { ruleTsv } from './ruleLanguage';

const never = new AbortController().signal;
export const quiet: JobContext = { emit: () => undefined, signal: never, stop: never };

export const textOf = (text: string, name: string): TextSource => ({ kind: 'text', name, text });

export const train = async (job: TrainJob, context: Partial<JobContext> = {}): Promise<TrainingResult> =>
  runTraining<OptionsOf<KindId>>(await implementationOf(job.kind), job, { ...quiet, ...context });

/** A model ready for one use. */
export async function opened<U extends ModelUse>(
  folder: string,
  use: U,
): Promise<{ use: Capabilities[U]; dispose(): void }> {
  const model = await openModel(folder, 'wasm');
  try {
    return {
      use: capabilityOf(model, use),
      dispose: () => {
        model.dispose();
      },
    };
  } catch (thrown) {
    model.dispose();
    throw thrown;
  }
}

async function evaluate(request: EvaluateRequest): ReturnType<Capabilities['evaluate']> {
  const model = await opened(request.modelFolder, 'evaluate');
  try {
    return await model.use(request, never);
  } finally {
    model.dispose();
  }
}

export async function evaluateText(modelFolder: string, source: TextSource): Promise<TextEvaluation> {
  const evaluation = await evaluate({ modelFolder, sources: [source] });
  if (evaluation.data === 'text') return evaluation;
  throw new Error('A model of texts was expected.');
}

export async function evaluatePairs(
  modelFolder: string,
  source: TextSource,
  pairs: NonNullable<EvaluateRequest['pairs']>,
): Promise<TranslationEvaluation> {
  const evaluation = await evaluate({ modelFolder, sources: [source], pairs });
  if (evaluation.data === 'pairs') return evaluation;
  throw new Error('A model of pairs was expected.');
}

const fox = 'the quick brown fox jumps over the lazy dog\nand runs away\n'.repeat(40);
const network = { hiddenSize: 6, embeddingSize: 4 };
const weeks = Array.from(
  { length: 90 },
  (_, at) => `${new Date(86_400_000 * at).toISOString().slice(0, 10)},${at % 7}`,
).join('\n');

/** A short run of each kind. */
export const jobs: Record<KindId, Pick<TrainJob, 'sources' | 'options'>> = {
  language: {
    sources: [textOf(fox, 'fox')],
    options: {
      ...defaultLanguageModelOptions,
      network: { ...defaultLanguageModelOptions.network, ...network },
      training: { ...defaultLanguageModelOptions.training, epochs: 1, threads: 1 },
    },
  },
  ngram: { sources: [textOf(fox, 'fox')], options: { ...defaultNgramOptions } },
  translation: {
    sources: [textOf(ruleTsv(), 'rules.tsv')],
    options: {
      ...defaultTranslationOptions,
      network: { ...defaultTranslationOptions.network, ...network },
      training: { ...defaultTranslationOptions.training, epochs: 1, threads: 1 },
    },
  },
  labels: {
    sources: [textOf(labelledRules(), 'rules.tsv')],
    options: {
      ...defaultLabelOptions,
      network: { ...defaultLabelOptions.network, ...network },
      training: { ...defaultLabelOptions.training, epochs: 1, threads: 1 },
    },
  },
  series: {
    sources: [textOf(weeks, 'weeks.csv')],
    options: {
      ...defaultSeriesOptions,
      network: { ...defaultSeriesOptions.network, hiddenSize: 4, lags: 7 },
      training: { ...defaultSeriesOptions.training, epochs: 1, threads: 1 },
    },
  },
};
