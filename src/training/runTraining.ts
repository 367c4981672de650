/** What training is for every kind of model: prepare, learn, save; for the editor and the command line alike. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TrainingOutcome } from '../nn/trainingLoop';
import type { NamedArray } from '../nn/parameters';
import { toUnrollError, UnrollError } from '../protocol/errors';
import type { CopiedPassage, LearningFigure, TrainingEvent, TrainingResult } from '../protocol/metrics';
import { secondsToReadWithVoices } from '../options/voiceLimits';
import { maseOf } from '../protocol/forecast';
import { startPosition, type Position } from '../protocol/position';
import { addToRecord, newRecord, type RunRecord } from '../protocol/run';
import { unrollVersion } from '../protocol/version';
import type { TrainJob } from '../protocol/worker';
import { readCheckpoint } from '../store/checkpoint';
import type { StoredModel } from '../store/models';
import { manifestVersion, type ModelManifest, type StoredResult, type StoredVocabulary } from '../store/types';
import type { RunLosses } from '../text/measures/verdict';
import { message } from '../words/message';
import type { CommonFields, Learner, Prepared, RunVoices, TrainableKind } from './kind';
import { RunObserver } from './observer';
import { cancellable, pauser, type Pause } from './pause';
import { thisMachine } from './machine';
import { RunFolder } from './runFolder';
import { assertFits } from './memory';
import { startSteps, type Earlier } from './steps';
import { VoicesBeside } from './voicesBeside';
import type { Message } from '../protocol/message';

/** The samples of an untrained network may take so long; then training begins. */
const secondsToBegin = 1;
/** What is measured once the model is saved may take so long altogether. */
const secondsToFinish = 20;

export interface JobContext {
  emit(event: TrainingEvent): void;
  /** Kills: the job rejects at once; what the last checkpoint kept stays. */
  signal: AbortSignal;
  /** Ends gracefully after the current step: the model so far is saved, and the job answers. */
  stop: AbortSignal;
}

/**
 * Trains to the end, or goes on with `job.resumeFrom`.
 * @throws UnrollError for options out of range, data that cannot be trained on, a damaged checkpoint, or a training that cannot be
 * kept stable
 */
export async function runTraining<O>(
  kind: TrainableKind<O>,
  job: TrainJob,
  context: JobContext,
): Promise<TrainingResult> {
  const earlier = job.resumeFrom === undefined ? undefined : await readEarlier(kind, job.resumeFrom);
  const parent = job.from === undefined ? undefined : await readParent(kind, job.from);
  const options = earlier?.manifest.options ?? optionsOf(kind, job, parent);
  const record = earlier?.record ?? newRecord();
  const emit = (event: TrainingEvent): void => {
    addToRecord(record, event);
    context.emit(event);
  };
  // Before the first step there is nothing to keep: a stop gives up at once.
  const pause = cancellable(AbortSignal.any([context.signal, context.stop]));
  const known = parent ?? (earlier?.manifest.parent && earlier);
  const parentFolder = job.from ?? (earlier?.manifest.parent && join(job.modelsFolder, earlier.manifest.parent.id));
  const prepared = await kind.prepare(job.sources, options, {
    emit,
    pause,
    ...(known ? { known } : {}),
    ...(parentFolder === undefined ? {} : { parentFolder }),
  });
  if (earlier) assertSameText(earlier, prepared);
  const { learning } = prepared;
  const opening = (parameters: number): Promise<RunFolder> =>
    earlier
      ? RunFolder.reopen(earlier, record)
      : RunFolder.create(job.modelsFolder, prepared.manifest(commonFields(job, parameters, parent?.manifest)), {
          vocabularies: prepared.vocabularies,
          record,
        });
  let folder: RunFolder | undefined;
  let learner: Learner | undefined;
  let voices: VoicesBeside | undefined;
  try {
    if (learning.by === 'steps') {
      const { steps } = learning;
      assertFits(steps, job.engine, prepared.summary.characters);
      const arrays = beginning(steps.initialArrays(), parent?.tensors);
      folder = await opening(sizeOf(earlier?.best ?? arrays));
      if (steps.voices)
        voices = await answerAtOnce(steps.voices(), { folder, emit, weights: earlier ? undefined : arrays });
      emit({ kind: 'phase', phase: 'measuring' });
      const begun = { ...steps, initialArrays: () => arrays, measuredFirst: parent !== undefined };
      learner = await startSteps(kind.id, begun, job.engine, earlier, pause);
    } else {
      learner = await learning.learner();
      folder = await opening(learner.parameters);
    }
    const { engine, parameters, totalSteps, epochs } = learner;
    emit({
      kind: 'started',
      modelId: folder.id,
      corpus: prepared.summary,
      ...(prepared.files ? { files: prepared.files } : {}),
      engine: { ...engine, machine: thisMachine() },
      parameters,
      totalSteps,
      epochs,
      ...(earlier ? { from: earlier.checkpoint.resume.step } : {}),
    });
    if (parent) emit({ kind: 'note', message: message('note.parent', { name: parent.manifest.name }) });
    for (const note of earlier ? [resumedNote(earlier.checkpoint.resume)] : prepared.notes)
      emit({ kind: 'note', message: note });
    const result = await learn({
      emit,
      context,
      prepared,
      learner,
      folder,
      record,
      voices,
      trained: parent !== undefined,
    });
    return { ...result, modelId: folder.id, folder: folder.folder };
  } catch (thrown) {
    // A training that did not begin leaves no model.
    if (!learner && !earlier) await folder?.discard();
    throw thrown;
  } finally {
    learner?.dispose();
    await folder?.close();
  }
}

/** @throws UnrollError 'bad-options' */
function optionsOf<O>(kind: TrainableKind<O>, job: TrainJob, parent: ParentOf<O> | undefined): O {
  const options = kind.readOptions(job.options);
  if (!parent) return options;
  if (kind.further) return kind.further(options, parent.manifest.options);
  throw new UnrollError('bad-options', message('error.notTrainedFurther', { name: parent.manifest.name }));
}

/** The weights of a model where there are some to begin with, else new ones; of what has grown, new ones behind those of the model. */
const beginning = (fresh: readonly NamedArray[], weights: readonly NamedArray[] = []): NamedArray[] =>
  fresh.map(array => {
    const earlier = weights.find(({ name }) => name === array.name);
    return earlier ? { ...array, data: grownFrom(earlier, array) } : array;
  });

/** @param earlier [.., C] @param fresh [.., C'], C' >= C: its first C columns are those of `earlier` */
export function grownFrom(earlier: NamedArray, fresh: NamedArray): Float32Array {
  const [from, to] = [earlier.shape.at(-1) ?? 1, fresh.shape.at(-1) ?? 1];
  if (from === to) return earlier.data;
  const data = fresh.data.slice();
  for (let row = 0; row < data.length / to; row++)
    data.set(earlier.data.subarray(row * from, (row + 1) * from), row * to);
  return data;
}

const sizeOf = (arrays: readonly NamedArray[]): number => arrays.reduce((sum, { data }) => sum + data.length, 0);

/** Saves a model before the engines are measured: its counts predict, and its network has no weight yet. */
async function answerAtOnce(
  voices: RunVoices,
  { folder, emit, weights }: Pick<Learning, 'folder' | 'emit'> & { weights: NamedArray[] | undefined },
): Promise<VoicesBeside> {
  const beside = new VoicesBeside(voices, {
    keep: saved => folder.keepVoices(saved),
    report: report => emit({ kind: 'voices', voices: report }),
  });
  // A resumed run has weights and voices.
  if (weights) {
    await folder.begin(weights);
    await beside.begin();
  }
  return beside;
}

interface Learning {
  emit: (event: TrainingEvent) => void;
  context: JobContext;
  prepared: Prepared;
  learner: Learner;
  folder: RunFolder;
  record: RunRecord;
  voices: VoicesBeside | undefined;
  /** Its first weights have learned already. */
  trained: boolean;
}

async function learn(run: Learning): Promise<StoredResult> {
  const { emit, context, prepared, learner, record, voices } = run;
  const observer = new RunObserver({
    emit,
    appraisal: learner,
    ...(prepared.tokensPerCharacter === undefined ? {} : { tokensPerCharacter: prepared.tokensPerCharacter }),
    earlier: record.metrics.at(-1),
    sampleEverySeconds: prepared.sampleEverySeconds,
    signal: context.signal,
    saveCheckpoint: position => saveCheckpoint(run, position),
    hasBaseline: record.baselines.length > 0,
    voices:
      voices && ((position, epoch, pause) => voices.between(() => learner.state().best, { position, epoch }, pause)),
  });
  emit({ kind: 'phase', phase: 'training' });
  const { learning } = prepared;
  if (learning.by === 'steps' && record.metrics.length === 0 && !run.trained)
    await observer.beginning(startPosition, prepared.summary.vocabularySize, within(secondsToBegin, context));
  const outcome = await learner.run(observer, () => context.stop.aborted);
  emit({ kind: 'phase', phase: 'saving' });
  const stopped = outcome.reason === 'stopped';
  if (stopped) await observer.attempt(() => saveCheckpoint(run, outcome.position));
  if (learner.settle) {
    learner.restore(outcome.best);
    (await observer.attempt(() => learner.settle!(cancellable(context.signal))))?.forEach(emit);
  }
  const result = resultOf(outcome, run);
  await finish([...outcome.best, ...(learner.kept?.() ?? [])], result, run);
  // The model is saved. A person who asked for a stop does not wait for the rest.
  return stopped ? result : await appraise(outcome, result, observer, run);
}

/** @throws UnrollError 'not-saved', which says where the weights are instead */
async function finish(weights: NamedArray[], result: StoredResult, { folder }: Learning): Promise<void> {
  try {
    await folder.finish(weights, result);
  } catch (thrown) {
    const { code, sentence, detail } = toUnrollError(thrown);
    const elsewhere = await folder.rescue(weights, result).catch(() => undefined);
    if (elsewhere === undefined) throw thrown;
    const sentences = [sentence, message('error.keptElsewhere', { folder: elsewhere })];
    throw new UnrollError(code, message('sentences', { sentences }), detail);
  }
}

async function saveCheckpoint({ emit, folder, learner }: Learning, position: Position): Promise<void> {
  await folder.checkpoint(learner.state(), position);
  emit({ kind: 'checkpoint', step: position.step, seconds: position.seconds });
}

/** What is said of a saved model, from the weights that are kept. It takes a bounded time, and whatever fails becomes a note. */
async function appraise(
  outcome: TrainingOutcome,
  saved: StoredResult,
  observer: RunObserver,
  run: Learning,
): Promise<StoredResult> {
  const { context, learner, folder, voices } = run;
  const pause = within(secondsToFinish, context);
  const attempt = <T>(work: () => Promise<T>): Promise<T | undefined> =>
    context.stop.aborted ? Promise.resolve(undefined) : observer.attempt(work);
  const copied = await attempt(async () => {
    learner.restore(outcome.best);
    observer.keptLoss(saved.validationLoss ?? saved.trainLoss);
    await attempt(() => observer.reach(outcome.position, learner.epochsDone()));
    await attempt(() => observer.baseline(pause));
    const sample = await observer.sample(outcome.position, learner.epochsDone(), pause);
    return sample === undefined ? undefined : learner.copied?.(sample, pause);
  });
  const judged = resultOf(outcome, run, copied);
  const kept = (await observer.attempt(() => folder.amend(judged).then(() => judged))) ?? saved;
  const learning = voices && (await attempt(() => readWithVoices(voices, outcome, observer, run)));
  if (learning === undefined) return kept;
  const result = { ...kept, learning };
  return (await observer.attempt(() => folder.amend(result).then(() => result))) ?? kept;
}

/** Voices that learn read the rest of the text, and are kept; what they reached on the held-out part. */
async function readWithVoices(
  voices: VoicesBeside,
  { best, position }: TrainingOutcome,
  observer: RunObserver,
  { emit, context, prepared, learner }: Learning,
): Promise<LearningFigure | undefined> {
  emit({ kind: 'phase', phase: 'voices' });
  const began = performance.now();
  const timeGone = (): number => (performance.now() - began) / (1000 * secondsToReadWithVoices);
  const pause = within(2 * secondsToReadWithVoices, context);
  const { loss, notes } = await voices.finish(best, { position, epoch: learner.epochsDone() }, pause, timeGone);
  for (const note of notes) observer.note(note);
  return loss === undefined
    ? undefined
    : { loss, bitsPerCharacter: (loss * (prepared.tokensPerCharacter ?? NaN)) / Math.LN2 };
}

function within(seconds: number, { signal, stop }: JobContext): Pause {
  const pause = pauser();
  const end = performance.now() + 1000 * seconds;
  return async () => {
    await pause();
    if (signal.aborted || stop.aborted) throw new UnrollError('cancelled', message('note.measurementsLeftOut'));
    if (performance.now() > end) throw new UnrollError('cancelled', message('note.measurementTooLong', { seconds }));
  };
}

function resultOf(outcome: TrainingOutcome, { learner, record }: Learning, copied?: CopiedPassage): StoredResult {
  const { position, reason } = outcome;
  // Nobody was shown the mean of an epoch that is stopped: in the first epoch it counts the steps of an untrained network.
  const shown = reason === 'stopped' ? record.metrics.at(-1)?.trainLoss : undefined;
  const trainLoss = shown ?? outcome.trainLoss;
  const first = record.validations[0];
  // Weights that have learned already cannot be said to have hardly moved.
  const wasTrained = first?.step === 0;
  const baseline = record.baselines[0];
  const validationLoss = position.bestValidationLoss;
  const joules = record.metrics.at(-1)?.joules;
  const losses: RunLosses = {
    trainLoss: keptTrainLoss(record) ?? trainLoss,
    validationLoss,
    firstValidationLoss: wasTrained ? undefined : first?.loss,
    baselineLoss: baseline?.loss,
  };
  return {
    reason,
    steps: position.step,
    epochs: learner.epochsDone(),
    seconds: position.seconds,
    ...(joules === undefined ? {} : { joules }),
    ...(validationLoss === undefined ? { trainLoss } : { trainLoss, validationLoss }),
    ...(copied ? { copied } : {}),
    ...(record.labels ? { accuracy: record.labels.accuracy } : {}),
    ...(record.series ? { mase: maseOf(record.series) } : {}),
    verdict: message('sentences', {
      sentences: [
        ...(wasTrained && position.bestEpoch === 0 ? [message('verdict.notImproved')] : []),
        learner.verdict(losses, record.qualities?.at(-1)),
        ...(copied ? [copiedSentence(copied)] : []),
      ],
    }),
  };
}

/** The training loss when the weights that are kept were measured: what came after them is not judged. */
function keptTrainLoss({ metrics, validations }: RunRecord): number | undefined {
  const kept = validations.findLast(({ best }) => best);
  return kept && metrics.findLast(({ step }) => step <= kept.step)?.trainLoss;
}

/** How much of a sample is copied from the text: a quotation is not to be taken for the model's own words. */
const copiedSentence = ({ characters, share }: CopiedPassage): Message =>
  message('verdict.copied', { count: characters, share });

const resumedNote = ({ step, epoch }: Position): Message => message('note.resumed', { step, count: epoch });

const commonFields = (
  { modelName, origin }: TrainJob,
  parameters: number,
  parent: ModelManifest | undefined,
): CommonFields => ({
  manifestVersion,
  name: modelName,
  createdAt: new Date().toISOString(),
  unrollVersion,
  state: 'training',
  parameters,
  ...(parent ? { parent: { id: parent.id, name: parent.name } } : {}),
  ...(origin ? { origin } : {}),
});

type ParentOf<O> = StoredModel<ModelManifest & { options: O }>;

/** @throws UnrollError 'busy' while the model is being trained itself, and as `kind.read` does */
async function readParent<O>(kind: TrainableKind<O>, folder: string): Promise<ParentOf<O>> {
  const parent = await kind.read(folder);
  const { name, state } = parent.manifest;
  if (state === 'training') throw new UnrollError('busy', message('error.trainedSomewhere', { name }));
  return parent;
}

async function readEarlier<O>(
  kind: TrainableKind<O>,
  folder: string,
): Promise<Earlier & StoredModel<ModelManifest & { options: O }>> {
  const model = await kind.read(folder);
  const { name, state, result } = model.manifest;
  // The lock is taken later, when the run begins; this refuses before the text is read.
  if (state === 'training') throw new UnrollError('busy', message('error.trainedSomewhere', { name }));
  if (state === 'finished' && result?.reason !== 'stopped')
    throw new UnrollError('bad-options', message('error.trainingDone', { name }));
  return {
    ...model,
    best: model.tensors,
    checkpoint: await readCheckpoint(folder, model.tensors, kind.carried?.(model.manifest.options)),
  };
}

function assertSameText({ manifest, vocabularies }: StoredModel<ModelManifest>, prepared: Prepared): void {
  const { name, source } = manifest;
  const { sha256, summary } = prepared;
  if (source.sha256 === sha256) {
    const tokensOf = (all: readonly StoredVocabulary[]) =>
      all.map(({ vocabulary, merges }) => ({ vocabulary, merges }));
    if (isDeepStrictEqual(tokensOf(vocabularies), tokensOf(prepared.vocabularies))) return;
    throw new UnrollError('bad-options', message('error.changedVocabulary', { name }));
  }
  throw new UnrollError(
    'bad-options',
    summary.name === source.name
      ? message('error.changedText', { name, text: source.name })
      : message('error.otherText', { name, began: source.name, given: summary.name }),
  );
}
