/** What training needs to know of a kind of model. */
import type { NamedArray, Parameters } from '../nn/parameters';
import type { TrainingObserver, TrainingOutcome } from '../nn/trainingLoop';
import type { TrainingTask } from '../nn/trainingTask';
import type { OptimiserOptions, TrainingOptions } from '../options/language';
import type { GradientReach } from '../protocol/inside';
import type { KindId } from '../protocol/kind';
import type { EngineName } from '../protocol/model';
import type { Position } from '../protocol/position';
import type {
  Baseline,
  CopiedPassage,
  CorpusSummary,
  EngineReport,
  GeneratedSample,
  TranslationQuality,
  TrainedFile,
  TrainingEvent,
} from '../protocol/metrics';
import type { VoiceReport } from '../protocol/voices';
import type { TextSource } from '../protocol/textSource';
import type { StoredModel } from '../store/models';
import type { CommonManifest, ModelManifest, NewManifest, RunSummary, StoredVocabulary } from '../store/types';
import type { RunLosses } from '../text/measures/verdict';
import type { ModelSize } from './memory';
import type { Pause } from './pause';
import type { Message } from '../protocol/message';

/** What is shown of a model while it trains, made with its present weights. */
export interface Samples {
  samples: Pick<GeneratedSample, 'prefix' | 'continuation'>[];
  quality?: TranslationQuality;
}

/** Voices that read the text beside a training, and are kept with the model. */
export interface RunVoices {
  /** Whether they have read all of the training part. */
  isDone(): boolean;
  /** Reads the next part of the text for about this time. */
  read(milliseconds: number): void;
  /** A copy of the present voices, in which the network has no weight. */
  snapshotWithoutNetwork(): SavedVoices;
  /** A copy whose mixture is fitted to the network on a part of the held-out text. @param weights of the network */
  snapshotWithNetwork(weights: readonly NamedArray[], pause: Pause): Promise<SavedVoices>;
  /** Reads the rest. @param weights that are saved @param timeGone used share of the time limit, 0..1 */
  finishing(weights: readonly NamedArray[], pause: Pause, timeGone: () => number): Promise<FinishedVoices>;
}

export interface SavedVoices {
  /** The file to store with the model. */
  saved: ArrayBuffer;
  report: Pick<VoiceReport, 'read' | 'weights'>;
}

/** Voices that have read a text. */
export interface FinishedVoices extends SavedVoices {
  /** Loss on the held-out part, nats per token; each token is predicted before it is learned. Absent without a held-out part. */
  loss?: number;
  /** Notes on text that was left out. */
  notes: Message[];
}

/** How a model is watched and judged; only rank 0 does. What is absent means nothing for the model. */
export interface Appraisal {
  samples?(pause: Pause): Samples | Promise<Samples>;
  /** What plain counting reaches on the same held-out text; the first is what has to be beaten, others are shown beside it. */
  baselines?(pause: Pause): readonly Baseline[] | Promise<readonly Baseline[]>;
  /** The longest passage of a sample that the text holds. */
  copied?(sample: string, pause: Pause): Promise<CopiedPassage>;
  /** @param quality of the last samples that were judged */
  verdict(losses: RunLosses, quality: TranslationQuality | undefined): Message;
  /** How far back gradients reach with the present weights. */
  reach?(): Promise<Omit<GradientReach, 'step' | 'epoch'>>;
  /** Settles what has to be known before the model is saved, the best weights being in place, and says what it found. */
  settle?(pause: Pause): Promise<TrainingEvent[]>;
  /** Arrays that are kept with the weights and are not trained, as they stand now. */
  kept?(): NamedArray[];
}

/** A model that is about to learn its data. */
export interface Learner extends Appraisal {
  readonly engine: EngineReport;
  /** Entries of the model's arrays. */
  readonly parameters: number;
  readonly totalSteps: number;
  readonly epochs: number;
  /** Learns until it is done or `stopRequested`. */
  run(observer: TrainingObserver, stopRequested: () => boolean): Promise<TrainingOutcome>;
  /** Epochs so far, with the fraction of the current one. */
  epochsDone(): number;
  /** The best arrays so far, and all it takes to go on from here. */
  state(): { best: NamedArray[]; tensors: NamedArray[] };
  /** Takes these arrays: what is sampled from then on is of them. */
  restore(arrays: NamedArray[]): void;
  dispose(): void;
}

/** Plain data: it is posted to threads. @typeParam D what the model and its task are made from; long arrays lie in shared memory */
export interface ReplicaPlan<D = unknown> {
  kind: KindId;
  engine: EngineName;
  optimiser: OptimiserOptions;
  training: Pick<TrainingOptions, 'epochs' | 'patience' | 'seed'>;
  /** Weights and, when a run is resumed, moments. */
  arrays: NamedArray[];
  position: Position | undefined;
  data: D;
}

/** A model with a task over its data. */
export interface Trainable<B = unknown> {
  parameters: Parameters;
  task: TrainingTask<B>;
  dispose(): void;
}

/** They are disposed together. @param task over the model's data */
export const trainableOf = <M extends { parameters: Parameters; dispose(): void }, B>(
  model: M,
  task: TrainingTask<B>,
): Trainable<B> & { model: M } => ({
  model,
  parameters: model.parameters,
  task,
  dispose: () => model.dispose(),
});

/** A kind's data and options, ready to be trained on. */
export interface Steps<D = unknown> {
  optimiser: OptimiserOptions;
  training: ReplicaPlan['training'] & Pick<TrainingOptions, 'batchSize' | 'threads'>;
  data: D;
  /** How large the model is: refused where that does not fit into memory. */
  size?: ModelSize;
  initialArrays(): NamedArray[];
  /** The weights it begins with have learned already: what they reach is the first to be beaten. */
  measuredFirst?: boolean;
  /** What `TrainingTask.tokens` counts, for people; absent: tokens. */
  unit?: 'values';
  /** Of a model that has any. */
  voices?(): RunVoices;
  /** The model in the first thread. */
  trainable(plan: ReplicaPlan<D>): Trainable & Appraisal;
}

/** Fields of a manifest that are the same for every kind. */
export type CommonFields = Omit<CommonManifest, 'id' | 'source' | keyof RunSummary>;

/** Data made ready for one kind of model. */
export interface Prepared {
  summary: CorpusSummary;
  /** Of the text, to notice that it has changed since a run was interrupted. */
  sha256: string;
  notes: Message[];
  /** Of several files, in their order. */
  files?: TrainedFile[];
  /** Nats per token * this / ln 2 = bits per character; absent where tokens are not what is predicted. */
  tokensPerCharacter?: number;
  sampleEverySeconds: number;
  /** By gradient steps of several threads, or in its own way. */
  learning: { by: 'steps'; steps: Steps } | { by: 'itself'; learner(): Promise<Learner> };
  manifest(common: CommonFields): NewManifest;
  /** What the model's folder keeps of the tokens: one, or that of the source and that of the target. */
  vocabularies: StoredVocabulary[];
}

export interface PrepareContext {
  emit: (event: TrainingEvent) => void;
  /** Lets messages in. @throws UnrollError 'cancelled' once the job is not wanted */
  pause: Pause;
  /**
   * What the weights have learned with, where they are trained on: the parent or, of a run that goes on, the run itself. The data are read with its
   * vocabularies, and what they do not hold is unknown.
   */
  known?: StoredModel<ModelManifest>;
  /** The folder of that model; it may be gone by now. */
  parentFolder?: string;
}

/** @typeParam O the kind's options */
export interface TrainableKind<O> {
  readonly id: KindId;
  /** @throws UnrollError 'bad-options' that names the option, its value and its range */
  readOptions(value: unknown): O;
  /** A saved model, to go on with. @throws UnrollError also for a model of another kind */
  read(folder: string): Promise<StoredModel<ModelManifest & { options: O }>>;
  /**
   * Options of a training that begins with the weights of a model: what those weights are of is as the model has it. Absent: models of
   * this kind are not trained further.
   */
  further?(wanted: O, ofModel: O): O;
  /** Reads and encodes the sources. @throws UnrollError for what cannot be trained on */
  prepare(sources: readonly TextSource[], options: O, context: PrepareContext): Promise<Prepared>;
  /** Numbers that a step of a run with these options leaves for the next one; absent: none. */
  carried?(options: O): number;
  /** The model and its task in a thread other than the first; absent where one thread does it all. */
  replica?(plan: ReplicaPlan): Trainable;
}
