/** Models of any kind, trained and opened as the background process does. */
import { capabilityOf, implementations, openModel } from '../../../src/kinds/implementations';
import type { Capabilities } from '../../../src/kinds/implementation';
import type { KindOptions } from '../../../src/options/kinds';
import type { KindId, ModelUse } from '../../../src/protocol/kind';
import type { TrainingResult } from '../../../src/protocol/metrics';
import type { TranslationEvaluation } from '../../../src/protocol/translation';
import type { EvaluateRequest, TextEvaluation, TrainJob } from '../../../src/protocol/worker';
import type { TextSource } from '../../../src/protocol/textSource';
import { runTraining, type JobContext } from '../../../src/training/runTraining';

const never = new AbortController().signal;
export const quiet: JobContext = { emit: () => undefined, signal: never, stop: never };

export const textOf = (text: string, name: string): TextSource => ({ kind: 'text', name, text });

export const train = (job: TrainJob, context: Partial<JobContext> = {}): Promise<TrainingResult> =>
  runTraining<KindOptions[KindId]>(implementations[job.kind], job, { ...quiet, ...context });

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
