/** All that is known of one training run; the panel's page and the status bar are views of it. */
import type {
  GeneratedSample,
  QualityMetrics,
  TrainingEvent,
  TrainingMetrics,
  TrainingResult,
  ValidationMetrics,
} from '../../protocol/metrics';
import type { ModelUse } from '../../protocol/kind';
import type { RunSnapshot, RunStatus } from '../../protocol/page';
import { secondsLeftOf } from '../../protocol/pace';
import { ThinnedSeries } from './thinnedSeries';

const pointsPerSeries = 2000;
const mostSamples = 200;
const mostNotes = 100;

export interface RunIdentity {
  runId: string;
  modelName: string;
  description: string;
  use: ModelUse;
  epochs: number;
}

type Started = Pick<RunSnapshot, 'corpus' | 'engine' | 'parameters' | 'totalSteps'>;

const phaseNames = {
  reading: 'Reading the text',
  tokenising: 'Building the vocabulary',
  measuring: 'Measuring the engines',
  training: 'Training',
  saving: 'Saving the model',
} as const;

export class RunHistory {
  private state: RunStatus = { state: 'starting', phase: 'Starting the background process' };
  private started: Started = { totalSteps: 0 };
  private epochs: number;
  private updatedAt: number;
  private readonly metrics = new ThinnedSeries<TrainingMetrics>(pointsPerSeries);
  private readonly validations = new ThinnedSeries<ValidationMetrics>(pointsPerSeries);
  private readonly samples = new ThinnedSeries<GeneratedSample>(mostSamples);
  private readonly qualities = new ThinnedSeries<QualityMetrics>(mostSamples);
  private readonly baselines: RunSnapshot['baselines'] = [];
  private readonly notes = new ThinnedSeries<string>(mostNotes);
  /** Whether the run could go on from what it has saved. */
  private resumable = false;
  private latest: TrainingMetrics | undefined;
  private latestValidation: ValidationMetrics | undefined;

  constructor(
    readonly identity: RunIdentity,
    private readonly now: () => number = Date.now,
  ) {
    this.epochs = identity.epochs;
    this.updatedAt = now();
  }

  get status(): RunStatus {
    return this.state;
  }

  get isOver(): boolean {
    return this.state.state === 'ended' || this.state.state === 'failed';
  }

  /** The newest loss worth showing, nats per token: held out where there is one. */
  get loss(): number | undefined {
    return this.latestValidation?.loss ?? this.latest?.trainLoss;
  }

  /** Share of the steps that are done, 0..1. */
  get progress(): number {
    const { totalSteps } = this.started;
    return totalSteps === 0 || !this.latest ? 0 : Math.min(1, this.latest.step / totalSteps);
  }

  get tokensPerSecond(): number | undefined {
    return this.latest?.tokensPerSecond;
  }

  /** Seconds still to go at the present pace; undefined before there is one. */
  get secondsLeft(): number | undefined {
    return secondsLeftOf(this.started.totalSteps, this.metrics.values());
  }

  add(event: TrainingEvent): void {
    this.updatedAt = this.now();
    switch (event.kind) {
      case 'phase':
        if (this.state.state === 'starting')
          this.state =
            event.phase === 'training' ? { state: 'running' } : { state: 'starting', phase: phaseNames[event.phase] };
        return;
      case 'started': {
        const { corpus, engine, parameters, totalSteps, epochs } = event;
        this.started = { corpus, engine, parameters, totalSteps };
        this.epochs = epochs;
        return;
      }
      case 'metrics':
        this.metrics.push((this.latest = event.metrics));
        return;
      case 'validation':
        this.validations.push((this.latestValidation = event.validation));
        return;
      case 'sample':
        this.samples.push(event.sample);
        return;
      case 'quality':
        this.qualities.push(event.quality);
        return;
      case 'baseline':
        this.baselines.push(event.baseline);
        return;
      case 'note':
        this.notes.push(event.message);
        return;
      case 'checkpoint':
        this.resumable = true;
        return;
    }
  }

  stopping(): void {
    if (!this.isOver) this.state = { state: 'stopping' };
  }

  end(result: TrainingResult): void {
    this.updatedAt = this.now();
    this.state = { state: 'ended', result };
  }

  fail(message: string): void {
    this.updatedAt = this.now();
    this.state = { state: 'failed', message, resumable: this.resumable };
  }

  snapshot(): RunSnapshot {
    const { runId, modelName, description, use } = this.identity;
    return {
      runId,
      modelName,
      description,
      use,
      status: this.state,
      ...this.started,
      epochs: this.epochs,
      metrics: this.metrics.values(),
      validations: this.validations.values(),
      samples: this.samples.values(),
      qualities: this.qualities.values(),
      baselines: [...this.baselines],
      notes: this.notes.values(),
      updatedAt: this.updatedAt,
    };
  }
}
