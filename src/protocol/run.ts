/**
 * A training run as plain data, and the one place where events become it: for the worker (what is stored), the host, the page
 * and the terminal. A run is changed in place: a copy of its series with each report would cost more than all else here.
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
  /** What the person calls the model. */
  name: string;
  /** "LSTM, 1 layer of 256, characters" */
  description: Message;
  use: ModelUse;
  /** Epochs that are planned. */
  epochs: number;
  /** Milliseconds since 1970. */
  begunAt?: number;
  /** In the order of the table of options. */
  settings?: readonly RunSetting[];
  /** Who chose what a person did not set. */
  preset?: Message;
}

/** An option of a training. */
export interface RunSetting {
  /** "network.hiddenSize" */
  key: string;
  /** "hidden size" */
  name: string;
  value: string;
  /** What the option does. */
  explanation: Message;
  /** 'nobody': it is as usual; undefined: that is not known. */
  chosenBy?: 'person' | 'preset' | 'nobody';
}

export type RunSettings = Pick<RunIdentity, 'preset' | 'settings'>;

/** What a model's folder keeps of a run. Series are bounded, their first and newest report always among them. */
export interface RunRecord {
  metrics: TrainingMetrics[];
  validations: ValidationMetrics[];
  samples: GeneratedSample[];
  /** Only translation models. */
  qualities?: QualityMetrics[];
  baselines: Baseline[];
  /** Only of models that label texts. */
  labels?: LabelReport;
  /** Only of models that forecast. */
  series?: SeriesReport;
  /** Only models with voices. */
  voices?: VoiceReport[];
  /** Only of models that read token by token; the first is of the beginning. */
  reaches?: GradientReach[];
  notes: Message[];
  engine?: EngineReport;
  corpus?: CorpusSummary;
  /** Of a training on several files, in their order. */
  files?: TrainedFile[];
  result?: Omit<TrainingResult, 'folder' | 'modelId'>;
}

/** What is going on before the first step. */
export type Phase = 'process' | Extract<TrainingEvent, { kind: 'phase' }>['phase'];

export type RunStatus =
  | { state: 'starting'; phase: Phase }
  | { state: 'running' }
  | { state: 'stopping' }
  | { state: 'ended'; result: TrainingResult }
  /** Training itself could not go on. */
  | { state: 'failed'; message: Message }
  /** Cut off from outside: its process was ended, or the window was closed. */
  | { state: 'interrupted'; message: Message };

/** What a run has while it is under way, too. */
type Curves = Omit<RunRecord, 'result'>;

export interface Run extends RunIdentity, Curves {
  status: RunStatus;
  /** The model that the run writes; undefined until its folder is there. */
  modelId?: string;
  parameters?: number;
  /** Share of the keys that its suggestions save, 0..1; undefined until that is measured. */
  keysSaved?: number;
  /** Parameter updates that are planned; 0 until that is known. */
  totalSteps: number;
  /** Step of the last checkpoint; undefined: there is nothing that a run could go on from. */
  savedStep?: number;
  /** Milliseconds since 1970 of the last event. */
  updatedAt: number;
}

/** What happens to a run: what the worker reports, and what only the host knows. */
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

/** @param at milliseconds since 1970 @param record of an earlier session, which the run goes on with */
export function newRun(identity: RunIdentity, at: number, record: Curves = newRecord()): Run {
  return { ...identity, ...record, status: { state: 'starting', phase: 'process' }, totalSteps: 0, updatedAt: at };
}

/** What of an event outlives the run. */
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
      // The first notes are about the text, the last about what happens now.
      if (record.notes.length > mostNotes) record.notes.splice(mostNotes >> 1, 1);
      return;
  }
}

/** What was reported after the last checkpoint is done again. */
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

/** Changes the run, and returns it. @param at milliseconds since 1970 */
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

/** Whether the text was read and a model made: there is something to see. */
export const hasBegun = ({ corpus, metrics }: Pick<Run, 'corpus' | 'metrics'>): boolean =>
  corpus !== undefined || metrics.length > 0;

/** Whether a run that is over could go on. A run that was stopped has saved where it was. */
export function isResumable({ status, savedStep }: Pick<Run, 'status' | 'savedStep'>): boolean {
  if (status.state === 'ended') return status.result.reason === 'stopped';
  return (status.state === 'failed' || status.state === 'interrupted') && savedStep !== undefined;
}

/** Share of the planned steps that are done, 0..1; a run that came to its end by itself is complete. */
export function progressOf({ status, metrics, totalSteps }: Pick<Run, 'status' | 'metrics' | 'totalSteps'>): number {
  if (status.state === 'ended' && status.result.reason !== 'stopped') return 1;
  const step = metrics.at(-1)?.step ?? 0;
  return totalSteps === 0 ? 0 : Math.min(1, step / totalSteps);
}

/** Reports that the pace is taken from: a run that was resumed on another machine soon goes by what it does here. */
const recentReports = 60;

/** Seconds to the last planned step at the pace of the latest reports; undefined while there is none, and for a run that is over. */
export function secondsLeft(run: Pick<Run, 'status' | 'metrics' | 'totalSteps'>): number | undefined {
  const { metrics, totalSteps } = run;
  const [from, to] = [metrics.at(-recentReports) ?? metrics[0], metrics.at(-1)];
  if (isOver(run) || totalSteps === 0 || !from || !to || to.step <= from.step) return undefined;
  return (Math.max(0, totalSteps - to.step) * (to.seconds - from.seconds)) / (to.step - from.step);
}

/** The newest loss, nats per token: held out where something is. */
export const newestLoss = ({ validations, metrics }: Pick<Run, 'validations' | 'metrics'>): number | undefined =>
  validations.at(-1)?.loss ?? metrics.at(-1)?.trainLoss;

/** The lowest held-out loss that is a number. */
export function bestValidation({ validations }: Pick<Run, 'validations'>): number | undefined {
  const losses = validations.map(({ loss }) => loss).filter(Number.isFinite);
  return losses.length === 0 ? undefined : Math.min(...losses);
}
