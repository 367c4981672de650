/** Trains a language model on a text. */
import { initialParameters } from '../../nn/shape';
import type { TrainingEvent, TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../options/language';
import { readOptions } from '../../options/read';
import type { TrainLanguageModelJob } from '../../protocol/worker';
import { readModel } from '../../store/models';
import type { RunRecord } from '../../protocol/run';
import type { LanguageModelManifest } from '../../store/types';
import type { Batch } from '../../text/batches/batches';
import { Random } from '../../text/random/random';
import { copiedPassage } from './copied';
import { countingBaseline } from './baseline';
import { trainableLanguageModel, type LanguageModelPlan } from './trainable';
import { freshManifest } from '../../training/runFolder';
import { SampleMaker } from './samples';
import { shared } from '../../training/shared';
import { trainModel, type JobContext, type PreparedRun } from '../../training/runTraining';
import { prepareCorpus, storedCorpus, type PreparedCorpus } from './prepareCorpus';
import { readSource } from '../../training/readSource';

/** @throws UnrollError 'bad-options', and as `trainModel` does */
export function trainLanguageModel(job: TrainLanguageModelJob, context: JobContext): Promise<TrainingResult> {
  return trainModel(
    {
      ...job,
      resumeFrom: job.resumeFrom,
      readModel,
      prepare: (earlier: LanguageModelManifest | undefined, emit) =>
        prepare(job, earlier?.options ?? readOptions('language', job.options), emit),
    },
    context,
  );
}

async function prepare(
  job: TrainLanguageModelJob,
  wanted: LanguageModelOptions,
  emit: (event: TrainingEvent) => void,
): Promise<PreparedRun<Batch, LanguageModelPlan>> {
  emit({ kind: 'phase', phase: 'reading' });
  const text = await readSource(job.source);
  emit({ kind: 'phase', phase: 'tokenising' });
  const prepared = prepareCorpus(job.source.name, text, wanted);
  const { corpus, training, trainingIds, validationIds } = prepared;
  const options = { ...wanted, training };
  const shape = { ...options.network, vocabularySize: corpus.vocabulary.size };
  return {
    ...prepared,
    optimiser: options.optimiser,
    data: { kind: 'language', shape, training, trainingIds: shared(trainingIds) },
    initialArrays: () => initialParameters(shape, new Random(training.seed)),
    trainable: plan => {
      const trainable = trainableLanguageModel(plan, validationIds);
      const { model } = trainable;
      return {
        ...trainable,
        samples: model.shape.bidirectional ? undefined : new SampleMaker(model, corpus, training, text),
        copied: (sample: string) => copiedPassage(sample, corpus),
        baseline: () => countingBaseline(trainingIds, validationIds, corpus.vocabulary.size),
      };
    },
    manifest: (parameters, record) => manifestOf(job, options, prepared, parameters, record),
  };
}

function manifestOf(
  { modelName, source }: TrainLanguageModelJob,
  options: LanguageModelOptions,
  prepared: PreparedCorpus,
  parameters: number,
  record: RunRecord,
): Omit<LanguageModelManifest, 'id'> {
  return {
    ...freshManifest(modelName),
    kind: 'language',
    options,
    ...storedCorpus(prepared, source),
    parameters,
    run: record,
  };
}
