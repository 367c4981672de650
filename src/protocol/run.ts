/**
 * A training run as plain data, and the only function that applies events to it: for the worker (which stores it), the host, the page
 * and the terminal. A run is changed in place, because copying its series at each report would cost more than everything else here.
 */
import type { ModelUse } from './kind';
import type { SeriesReport } from './forecast';
import type { GradientReach } from './inside';
import type { LabelReport } from './labels';
import type { Message } from './message';
import type {
  Baseline,
  CorpusSummary,
  EngineReport,
  GeneratedSample,
  QualityMetrics,
  TrainedFile,
  TrainingEvent,
  TrainingMetrics,
  TrainingResult,
  ValidationMetrics,
} from './metrics';
import type { VoiceReport } from './voices';
import { append } from './series';

export interface RunIdentity {
  id: string;
  /** The name of the model. */
  name: string;
  /** "LSTM, 1 layer of 256, characters" */
  description: Message;
  use: ModelUse;
  /** Planned epochs. */
  epochs: number;
  /** Milliseconds since 1970. */
  begunAt?: number;
  /** In the order of the table of options. */
  settings?: readonly RunSetting[];
  /** The preset that chose the options that the person did not set. */
  preset?: Message;
}

/** An option of a training, for display. */
export interface RunSetting {
  /** "network.hiddenSize" */
  key: string;
  /** "hidden size" */
  name: Message;
  value: string;
  /** The description of the option. */
  explanation: Message;
  /** 'nobody': the default; undefined: unknown. */
  chosenBy?: 'person' | 'preset' | 'nobody';
}

export type RunSettings = Pick<RunIdentity, 'preset' | 'settings'>;

/** The part of a run that a model's folder stores. Series are bounded and always contain their first and newest report. */
export interface RunRecord {
  metrics: TrainingMetrics[];
  validations: ValidationMetrics[];
  samples: GeneratedSample[];
  /** Only for translation models. */
  qualities?: QualityMetrics[];
  baselines: Baseline[];
  /** Only for models that label texts. */
  labels?: LabelReport;
  /** Only for models that forecast. */
  series?: SeriesReport;
  /** Only for models with voices. */
  voices?: VoiceReport[];
  /** Only for models that read token by token; the first report is from before the first step. */
  reaches?: GradientReach[];
  notes: Message[];
  engine?: EngineReport;
  corpus?: CorpusSummary;
  /** The files of a training on several, in their order. */
  files?: TrainedFile[];
  result?: Omit<TrainingResult, 'folder' | 'modelId'>;
}

/** The phase before the first step. */
export type Phase = 'process' | Extract<TrainingEvent, { kind: 'phase' }>['phase'];

export type RunStatus =
  | { state: 'starting'; phase: Phase }
  | { state: 'running' }
  | { state: 'stopping' }
  | { state: 'ended'; result: TrainingResult }
  /** Training ended with an error. */
  | { state: 'failed'; message: Message }
  /** Its process was ended or the window was closed. */
  | { state: 'interrupted'; message: Message };

/** The part of a record that a running training has too. */
type Curves = Omit<RunRecord, 'result'>;

export interface Run extends RunIdentity, Curves {
  status: RunStatus;
  /** The id of the model that the run writes; undefined until its folder exists. */
  modelId?: string;
  parameters?: number;
  /** Share of keys that its suggestions save, 0..1; undefined until measured. */
  keysSaved?: number;
  /** Planned parameter updates; 0 until known. */
  totalSteps: number;
  /** Step of the last checkpoint; undefined without a checkpoint. */
  savedStep?: number;
  /** Milliseconds since 1970 of the last event. */
  updatedAt: number;
}

/** Events of a run: reports of the worker, and events that only the host knows. */
export type RunEvent =
  | TrainingEvent
  | { kind: 'phase'; phase: 'process' }
  | { kind: 'stopping' }
  | { kind: 'ended'; result: TrainingResult }
  | { kind: 'failed'; message: Message }
  | { kind: 'interrupted'; message: Message };

const mostReports = 2000;
const mostSamples = 200;
const mostReaches = 20;
const mostNotes = 100;

export const newRecord = (): RunRecord => ({ metrics: [], validations: [], samples: [], baselines: [], notes: [] });

/** @param at milliseconds since 1970 @param record of an earlier session that the run continues */
export function newRun(identity: RunIdentity, at: number, record: Curves = newRecord()): Run {
  return { ...identity, ...record, status: { state: 'starting', phase: 'process' }, totalSteps: 0, updatedAt: at };
}

/** Adds the part of an event that is stored with the model. */
export function addToRecord(record: Curves, event: RunEvent): void {
  switch (event.kind) {
    case 'started':
      record.corpus = event.corpus;
      record.engine = event.engine;
      if (event.files) record.files = event.files;
      if (event.from !== undefined) cutAfter(record, event.from);
      return;
    case 'metrics':
      append(record.metrics, event.metrics, mostReports);
      return;
    case 'validation':
      append(record.validations, event.validation, mostReports);
      return;
    case 'sample':
      append(record.samples, event.sample, mostSamples);
      return;
    case 'quality':
      append((record.qualities ??= []), event.quality, mostReports);
      return;
    case 'voices':
      append((record.voices ??= []), event.voices, mostReports);
      return;
    case 'reach':
      append((record.reaches ??= []), event.reach, mostReaches);
      return;
    case 'baseline':
      record.baselines.push(event.baseline);
      return;
    case 'labels':
      record.labels = event.report;
      return;
    case 'series':
      record.series = event.report;
      return;
    case 'note':
      record.notes.push(event.message);
      // The middle note is dropped: the first ones are about the text, the last ones about the present.
      if (record.notes.length > mostNotes) record.notes.splice(mostNotes >> 1, 1);
      return;
  }
}

/** Removes reports after the checkpoint, since these steps are trained again. */
function cutAfter(record: Curves, step: number): void {
  for (const series of [
    record.metrics,
    record.validations,
    record.samples,
    record.qualities ?? [],
    record.reaches ?? [],
  ]) {
    const after = series.findIndex(report => report.step > step);
    if (after >= 0) series.length = after;
  }
}

/** Applies the event to the run and returns the run. @param at milliseconds since 1970 */
export function apply(run: Run, event: RunEvent, at: number = run.updatedAt): Run {
  run.updatedAt = at;
  addToRecord(run, event);
  switch (event.kind) {
    case 'phase':
      if (run.status.state === 'starting')
        run.status = event.phase === 'training' ? { state: 'running' } : { state: 'starting', phase: event.phase };
      break;
    case 'started':
      run.modelId = event.modelId;
      run.parameters = event.parameters;
      run.totalSteps = event.totalSteps;
      run.epochs = event.epochs;
      break;
    case 'checkpoint':
      run.savedStep = event.step;
      break;
    case 'stopping':
      if (!isOver(run)) run.status = { state: 'stopping' };
      break;
    case 'ended':
      run.status = { state: 'ended', result: event.result };
      run.modelId = event.result.modelId;
      break;
    case 'failed':
    case 'interrupted':
      run.status = { state: event.kind, message: event.message };
      break;
  }
  return run;
}

export const isOver = ({ status }: Pick<Run, 'status'>): boolean =>
  status.state === 'ended' || status.state === 'failed' || status.state === 'interrupted';

/** Whether the text was read and a model created, so that there is something to show. */
export const hasBegun = ({ corpus, metrics }: Pick<Run, 'corpus' | 'metrics'>): boolean =>
  corpus !== undefined || metrics.length > 0;

/** Whether a run that has ended can be resumed. A run that was stopped has a checkpoint. */
export function isResumable({ status, savedStep }: Pick<Run, 'status' | 'savedStep'>): boolean {
  if (status.state === 'ended') return status.result.reason === 'stopped';
  return (status.state === 'failed' || status.state === 'interrupted') && savedStep !== undefined;
}

/** Share of the planned steps that are done, 0..1; 1 for a run that was not stopped before its end. */
export function progressOf({ status, metrics, totalSteps }: Pick<Run, 'status' | 'metrics' | 'totalSteps'>): number {
  if (status.state === 'ended' && status.result.reason !== 'stopped') return 1;
  const step = metrics.at(-1)?.step ?? 0;
  return totalSteps === 0 ? 0 : Math.min(1, step / totalSteps);
}

/** The number of reports from which the pace is computed: few, so that it adapts soon after a run is resumed on another machine. */
const recentReports = 60;
/** So many reports, and those of so many seconds, say nothing of the pace. */
const firstReports = 4;
const firstSeconds = 2;

/** Seconds to the last planned step at the pace of the latest reports; undefined before there is a pace and for a run that has ended. */
export function secondsLeft(run: Pick<Run, 'status' | 'metrics' | 'totalSteps'>): number | undefined {
  const { metrics, totalSteps } = run;
  const to = metrics.at(-1);
  if (isOver(run) || totalSteps === 0 || !to) return undefined;
  const pace = metrics.length < recentReports ? firstPace(metrics) : paceBetween(metrics.at(-recentReports), to);
  return pace === undefined ? undefined : Math.max(0, totalSteps - to.step) * pace;
}

type Moment = Pick<TrainingMetrics, 'step' | 'seconds'>;

/** Seconds a step. */
const paceBetween = (from: Moment | undefined, to: Moment | undefined): number | undefined =>
  from && to && to.step > from.step ? (to.seconds - from.seconds) / (to.step - from.step) : undefined;

/**
 * The pace of a run that has begun: the median between its reports, without the first ones. The first steps are slower, since functions are compiled
 * then, and samples, checkpoints and counts are made more often than later on.
 */
function firstPace(metrics: readonly TrainingMetrics[]): number | undefined {
  if (metrics.length <= firstReports && metrics.at(-1)!.seconds - metrics[0]!.seconds < firstSeconds) return undefined;
  const paces = metrics
    .map((to, index) => paceBetween(metrics[index - 1], to))
    .slice(Math.max(1, Math.min(firstReports, metrics.length >> 1)))
    .filter(pace => pace !== undefined)
    .sort((a, b) => a - b);
  return paces[(paces.length - 1) >> 1];
}

/** The newest held-out loss, or training loss without validations; nats per token. */
export const newestLoss = ({ validations, metrics }: Pick<Run, 'validations' | 'metrics'>): number | undefined =>
  validations.at(-1)?.loss ?? metrics.at(-1)?.trainLoss;

/** The lowest finite held-out loss. */
export function bestValidation({ validations }: Pick<Run, 'validations'>): number | undefined {
  const losses = validations.map(({ loss }) => loss).filter(Number.isFinite);
  return losses.length === 0 ? undefined : Math.min(...losses);
}
