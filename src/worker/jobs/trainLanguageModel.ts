/** The training job, from a text to a saved model: the same for the editor and the command line. */
import { openEngine, type Engine } from '../../engine/open';
import { initialParameters, type NetworkShape } from '../../nn/shape';
import type { NamedArray } from '../../nn/parameters';
import type { TrainingOutcome } from '../../nn/trainingLoop';
import type { TrainingEvent, TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../protocol/model';
import type { TrainLanguageModelJob } from '../../protocol/worker';
import { readCheckpoint } from '../../store/checkpoint';
import { readModel } from '../../store/models';
import type { Checkpoint, LanguageModelManifest, RunRecord } from '../../store/types';
import type { Batch } from '../../text/batches';
import { Random } from '../../text/random';
import { judge } from '../../text/verdict';
import { countingBaseline } from '../training/baseline';
import { RunObserver } from '../training/observer';
import { startReplicasOf } from '../training/replicas';
import { startRun, type ReplicaPlan, type Run } from '../training/replicaRun';
import {
  trainableLanguageModel,
  type LanguageModelPlan,
  type TrainableLanguageModel,
} from '../training/languageModelRun';
import { freshManifest, RunFolder } from '../training/runFolder';
import { RunRecorder } from '../training/runRecord';
import { SampleMaker } from '../training/samples';
import { prepareCorpus, type PreparedCorpus } from './prepareCorpus';
import { readSource } from './readSource';

export interface JobContext {
  emit(event: TrainingEvent): void;
  /** Kills: the job rejects at once; what the last checkpoint kept stays. */
  signal: AbortSignal;
  /** Ends gracefully after the current step: the model so far is saved. */
  stop: AbortSignal;
}

/** A run to be gone on with. */
interface Earlier {
  folder: string;
  manifest: LanguageModelManifest;
  best: NamedArray[];
  checkpoint: Checkpoint;
}

/** @throws UnrollError for a text that cannot be trained on, a damaged checkpoint, or a training that cannot be kept stable */
export async function trainLanguageModel(job: TrainLanguageModelJob, context: JobContext): Promise<TrainingResult> {
  const earlier = job.resumeFrom === undefined ? undefined : await readEarlier(job.resumeFrom);
  const recorder = new RunRecorder(earlier?.manifest.run);
  const emit = (event: TrainingEvent): void => {
    recorder.add(event);
    context.emit(event);
  };
  emit({ kind: 'phase', phase: 'reading' });
  const text = await readSource(job.source);
  emit({ kind: 'phase', phase: 'tokenising' });
  const prepared = prepareCorpus(job.source.name, text, earlier?.manifest.options ?? job.options);
  const options = { ...(earlier?.manifest.options ?? job.options), training: prepared.training };
  const shape = { ...options.network, vocabularySize: prepared.corpus.vocabulary.size };
  emit({ kind: 'phase', phase: 'measuring' });
  const engine = await openEngine({ backend: job.backend, shape: { ...shape, ...prepared.training } });
  const plan = planOf(shape, engine, prepared, options, earlier);
  const replicas = startReplicasOf(plan, engine.report.threads);
  const trainable = trainableLanguageModel(plan, prepared.validationIds);
  const run = startRun(trainable, plan, replicas.replica);
  try {
    const folder = earlier
      ? RunFolder.reopen(earlier.folder, earlier.manifest, recorder.record)
      : await RunFolder.create(
          job.modelsFolder,
          manifestOf(job.modelName, options, prepared, run.parameters.count, recorder.record),
        );
    emit({
      kind: 'started',
      corpus: prepared.summary,
      engine: engine.report,
      parameters: run.parameters.count,
      totalSteps: trainable.task.batchesPerEpoch * prepared.training.epochs,
      epochs: prepared.training.epochs,
    });
    for (const message of prepared.notes) emit({ kind: 'note', message });
    return await train({ emit, context, text, prepared, trainable, run, folder, best: earlier?.best, recorder });
  } finally {
    replicas.dispose();
    run.dispose();
  }
}

interface Training {
  emit: (event: TrainingEvent) => void;
  context: JobContext;
  text: string;
  prepared: PreparedCorpus;
  trainable: TrainableLanguageModel;
  run: Run<Batch>;
  folder: RunFolder;
  best: NamedArray[] | undefined;
  recorder: RunRecorder;
}

async function train(job: Training): Promise<TrainingResult> {
  const { emit, context, prepared, trainable, run, folder } = job;
  const { corpus, trainingIds, validationIds, training } = prepared;
  const observer = new RunObserver({
    emit,
    samples: trainable.model.shape.bidirectional
      ? undefined
      : new SampleMaker(trainable.model, corpus, training, job.text),
    tokensPerCharacter: prepared.tokensPerCharacter,
    sampleEverySeconds: training.sampleEverySeconds,
    signal: context.signal,
    saveCheckpoint: async position => {
      await folder.checkpoint(run, loop.best, position);
      emit({ kind: 'checkpoint', step: position.step, seconds: position.seconds });
    },
    baseline: () => countingBaseline(trainingIds, validationIds, corpus.vocabulary.size),
  });
  const loop = run.loop({
    observer,
    stopRequested: () => context.stop.aborted,
    ...(job.best ? { best: job.best } : {}),
  });
  emit({ kind: 'phase', phase: 'training' });
  const outcome = await loop.run();
  emit({ kind: 'phase', phase: 'saving' });
  if (outcome.reason === 'stopped') await folder.checkpoint(run, outcome.best, outcome.position);
  run.parameters.restore(outcome.best);
  observer.finish(outcome.position, loop.epochs);
  const result = resultOf(outcome, loop.epochs, job.recorder.record);
  await folder.finish(outcome.best, result);
  return { ...result, modelId: folder.id, folder: folder.folder };
}

function resultOf(
  outcome: TrainingOutcome,
  epochs: number,
  record: RunRecord,
): Omit<TrainingResult, 'modelId' | 'folder'> {
  const { position, reason, trainLoss } = outcome;
  const first = record.validations[0];
  const baseline = record.baselines[0];
  const validationLoss = position.bestValidationLoss;
  const losses = {
    trainLoss,
    ...(validationLoss === undefined ? {} : { validationLoss }),
    ...(first ? { firstValidationLoss: first.loss } : {}),
    ...(baseline ? { baselineLoss: baseline.loss } : {}),
  };
  return {
    reason,
    steps: position.step,
    epochs,
    seconds: position.seconds,
    ...(validationLoss === undefined ? { trainLoss } : { trainLoss, validationLoss }),
    verdict: judge(losses).text,
  };
}

function manifestOf(
  name: string,
  options: LanguageModelOptions,
  { corpus, summary, sha256 }: PreparedCorpus,
  parameters: number,
  record: RunRecord,
): Omit<LanguageModelManifest, 'id'> {
  return {
    ...freshManifest(name),
    kind: 'language-model',
    options,
    vocabulary: [...corpus.vocabulary.list],
    frequencies: [...corpus.vocabulary.frequencies],
    ...(corpus.merges ? { merges: corpus.merges } : {}),
    source: { name: summary.name, sha256, characters: summary.characters },
    parameters,
    run: record,
  };
}

async function readEarlier(folder: string): Promise<Earlier> {
  const { manifest, tensors } = await readModel(folder);
  return { folder, manifest, best: tensors, checkpoint: await readCheckpoint(folder) };
}

function planOf(
  shape: NetworkShape,
  engine: Engine,
  prepared: PreparedCorpus,
  options: LanguageModelOptions,
  earlier: Earlier | undefined,
): ReplicaPlan<LanguageModelPlan> {
  const trainingIds = new Int32Array(new SharedArrayBuffer(prepared.trainingIds.byteLength));
  trainingIds.set(prepared.trainingIds);
  return {
    backend: engine.backend,
    data: { kind: 'language-model', shape, trainingIds },
    optimiser: options.optimiser,
    training: prepared.training,
    arrays: earlier?.checkpoint.tensors ?? initialParameters(shape, new Random(prepared.training.seed)),
    position: earlier?.checkpoint.resume,
  };
}
