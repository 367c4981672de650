/** What training is for every kind of model: from a prepared text to a saved model, for the editor and the command line alike. */
import { openEngine } from '../engine/open';
import type { NamedArray } from '../nn/parameters';
import type { TrainingOutcome } from '../nn/trainingLoop';
import { UnrollError } from '../protocol/errors';
import type { Baseline, CopiedPassage, CorpusSummary, TrainingEvent, TrainingResult } from '../protocol/metrics';
import type { Position } from '../protocol/position';
import { addToRecord, newRecord, type RunRecord } from '../protocol/run';
import type { OptimiserOptions, TrainingOptions } from '../options/language';
import type { EngineChoice, EngineName } from '../protocol/model';
import { readCheckpoint } from '../store/checkpoint';
import type { StoredModel } from '../store/models';
import type { Checkpoint, NeuralManifest, NewManifest } from '../store/types';
import { judge } from '../text/measures/verdict';
import { candidateOf } from './candidate';
import { copiedSentence } from './copiedSentence';
import { RunObserver, type SampleSource } from './observer';
import { startReplicasOf } from './replicas';
import { startRun, type ReplicaPlan, type Run, type Trainable } from './replicaRun';
import { RunFolder } from './runFolder';

export interface JobContext {
  emit(event: TrainingEvent): void;
  /** Kills: the job rejects at once; what the last checkpoint kept stays. */
  signal: AbortSignal;
  /** Ends gracefully after the current step: the model so far is saved. */
  stop: AbortSignal;
}

/** A model on rank 0, with what is shown of it while it trains. */
export interface Observed<B> extends Trainable<B> {
  samples: SampleSource | undefined;
  /** What plain counting reaches on the same held-out text. */
  baseline(): Baseline | undefined;
  /** The longest passage of a sample that the text holds; absent where copying means nothing. */
  copied?: (sample: string) => CopiedPassage;
}

/** A text made ready for one kind of model. */
export interface PreparedRun<B, D> {
  summary: CorpusSummary;
  /** Of the text, to notice that it has changed since a run was interrupted. */
  sha256: string;
  notes: string[];
  tokensPerCharacter: number;
  optimiser: OptimiserOptions;
  training: Pick<TrainingOptions, 'batchSize' | 'epochs' | 'patience' | 'seed' | 'sampleEverySeconds' | 'threads'>;
  /** What every replica builds its model and task from. */
  data: D;
  initialArrays(): NamedArray[];
  trainable(plan: ReplicaPlan<D>): Observed<B>;
  manifest(parameters: number, record: RunRecord): NewManifest<NeuralManifest>;
}

export interface TrainModelJob<M extends NeuralManifest, B, D> {
  engine: EngineChoice;
  modelsFolder: string;
  /** Goes on from the checkpoint in this model's folder. */
  resumeFrom: string | undefined;
  readModel(folder: string): Promise<StoredModel<M>>;
  /** Reads and encodes the text, by the options of the earlier run if there is one. */
  prepare(earlier: M | undefined, emit: (event: TrainingEvent) => void): Promise<PreparedRun<B, D>>;
}

/** A run to be gone on with. */
interface Earlier<M> {
  folder: string;
  manifest: M;
  best: NamedArray[];
  checkpoint: Checkpoint;
}

/** @throws UnrollError for a text that cannot be trained on, a damaged checkpoint, or a training that cannot be kept stable */
export async function trainModel<M extends NeuralManifest, B, D>(
  job: TrainModelJob<M, B, D>,
  context: JobContext,
): Promise<TrainingResult> {
  const earlier = job.resumeFrom === undefined ? undefined : await readEarlier(job.resumeFrom, job);
  const record = earlier?.manifest.run ?? newRecord();
  const emit = (event: TrainingEvent): void => {
    addToRecord(record, event);
    context.emit(event);
  };
  const prepared = await job.prepare(earlier?.manifest, emit);
  if (earlier) assertSameText(earlier.manifest, prepared);
  emit({ kind: 'phase', phase: 'measuring' });
  const arrays = earlier?.checkpoint.tensors ?? prepared.initialArrays();
  const planOn = (name: EngineName): ReplicaPlan<D> => ({
    engine: name,
    data: prepared.data,
    optimiser: prepared.optimiser,
    training: prepared.training,
    arrays,
    position: earlier?.checkpoint.resume,
  });
  const engine = await openEngine({
    engine: job.engine,
    split: prepared.training,
    candidate: name => candidateOf(prepared.trainable(planOn(name)), prepared.optimiser),
  });
  const plan = planOn(engine.name);
  const replicas = startReplicasOf(plan, engine.report.threads);
  const trainable = prepared.trainable(plan);
  const run = startRun(trainable, plan, replicas.replica);
  try {
    const folder = earlier
      ? RunFolder.reopen(earlier.folder, earlier.manifest, record)
      : await RunFolder.create(job.modelsFolder, prepared.manifest(run.parameters.count, record));
    const { epochs } = prepared.training;
    const totalSteps = trainable.task.batchesPerEpoch * epochs;
    const parameters = run.parameters.count;
    const { summary: corpus } = prepared;
    emit({ kind: 'started', modelId: folder.id, corpus, engine: engine.report, parameters, totalSteps, epochs });
    for (const message of earlier ? [resumedNote(earlier.checkpoint.resume)] : prepared.notes)
      emit({ kind: 'note', message });
    return await train({ emit, context, prepared, trainable, run, folder, best: earlier?.best, record });
  } finally {
    replicas.dispose();
    run.dispose();
  }
}

interface Training<B> {
  emit: (event: TrainingEvent) => void;
  context: JobContext;
  prepared: Pick<PreparedRun<B, never>, 'tokensPerCharacter' | 'training'>;
  trainable: Observed<B>;
  run: Run<B>;
  folder: RunFolder;
  best: NamedArray[] | undefined;
  record: RunRecord;
}

async function train<B>(job: Training<B>): Promise<TrainingResult> {
  const { emit, context, prepared, trainable, run, folder } = job;
  const save = async (best: NamedArray[], position: Position): Promise<void> => {
    await folder.checkpoint(run, best, position);
    emit({ kind: 'checkpoint', step: position.step, seconds: position.seconds });
  };
  const observer = new RunObserver({
    emit,
    samples: trainable.samples,
    tokensPerCharacter: prepared.tokensPerCharacter,
    sampleEverySeconds: prepared.training.sampleEverySeconds,
    signal: context.signal,
    saveCheckpoint: position => save(loop.best, position),
    // Counting the same text again would find the same.
    baseline: () => (job.record.baselines.length > 0 ? undefined : trainable.baseline()),
  });
  const loop = run.loop({
    observer,
    stopRequested: () => context.stop.aborted,
    ...(job.best ? { best: job.best } : {}),
  });
  emit({ kind: 'phase', phase: 'training' });
  const outcome = await loop.run();
  emit({ kind: 'phase', phase: 'saving' });
  if (outcome.reason === 'stopped') await save(outcome.best, outcome.position);
  run.parameters.restore(outcome.best);
  await observer.finish(outcome.position, loop.epochs);
  const { record } = job;
  const sample = record.samples.at(-1)?.continuation;
  const copied = sample === undefined ? undefined : trainable.copied?.(sample);
  const result = resultOf(outcome, loop.epochs, record, copied);
  await folder.finish(outcome.best, result);
  return { ...result, modelId: folder.id, folder: folder.folder };
}

function resultOf(
  outcome: TrainingOutcome,
  epochs: number,
  record: RunRecord,
  copied: CopiedPassage | undefined,
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
    ...(copied ? { copied } : {}),
    verdict: [judge(losses).text, ...(copied ? [copiedSentence(copied)] : [])].join(' '),
  };
}

const resumedNote = ({ step, epoch }: Position): string =>
  `Resumed at step ${step.toLocaleString('en')}, after ${epoch} whole ${epoch === 1 ? 'epoch' : 'epochs'}.`;

async function readEarlier<M extends NeuralManifest>(
  folder: string,
  job: Pick<TrainModelJob<M, never, never>, 'readModel'>,
): Promise<Earlier<M>> {
  const { manifest, tensors } = await job.readModel(folder);
  return { folder, manifest, best: tensors, checkpoint: await readCheckpoint(folder) };
}

function assertSameText(
  { name, source }: NeuralManifest,
  { sha256, summary }: Pick<PreparedRun<never, never>, 'sha256' | 'summary'>,
): void {
  if (source.sha256 === sha256) return;
  const difference =
    summary.name === source.name
      ? `"${source.name}" has changed since it began`
      : `it began with "${source.name}", and "${summary.name}" is another text`;
  throw new UnrollError(
    'bad-options',
    `The training of "${name}" cannot go on: ${difference}. Restore the text, or train a new model.`,
  );
}
