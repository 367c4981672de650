/** What rank 0 does beside training: reports, samples now and then, and checkpoints so that a crash costs seconds. */
import type { TrainingObserver, Validation } from '../nn/trainingLoop';
import type { Position } from '../protocol/position';
import type { Baseline, GeneratedSample, QualityMetrics, TrainingEvent } from '../protocol/metrics';
import { perplexity } from '../protocol/metrics';
import { UnrollError } from '../protocol/errors';
import { pauser } from './pause';

/** The first save comes early, so that there is something to go back to; then every ten seconds. */
const secondsToFirstCheckpoint = 2;
const secondsBetweenCheckpoints = 10;

/** What can be shown of a model while it trains. */
export interface Samples {
  samples: Pick<GeneratedSample, 'prefix' | 'continuation'>[];
  quality?: Pick<QualityMetrics, 'tokenAccuracy' | 'bleu'>;
}

export interface SampleSource {
  /** With the present weights. `pause` is awaited now and then. */
  make(pause: () => Promise<void>): Samples | Promise<Samples>;
}

export interface ObserverSetup {
  emit(event: TrainingEvent): void;
  samples: SampleSource | undefined;
  sampleEverySeconds: number;
  /** Kills the run: the next step rejects. */
  signal: AbortSignal;
  saveCheckpoint(position: Position): Promise<void>;
  /** Nats per token * this / ln 2 = bits per character. */
  tokensPerCharacter: number;
  baseline(): Baseline | undefined;
}

export class RunObserver implements TrainingObserver {
  readonly pause = pauser();
  private loss = NaN;
  private heldOut = false;
  private sampledAt = 0;
  private checkpointDue = performance.now() + 1000 * secondsToFirstCheckpoint;
  private baselineDone = false;

  constructor(private readonly setup: ObserverSetup) {}

  metrics(metrics: Parameters<TrainingObserver['metrics']>[0]): void {
    if (!this.heldOut) this.loss = metrics.trainLoss;
    this.setup.emit({ kind: 'metrics', metrics });
  }

  validation(validation: Validation): void {
    this.heldOut = true;
    this.loss = validation.loss;
    const bitsPerCharacter = (validation.loss * this.setup.tokensPerCharacter) / Math.LN2;
    this.setup.emit({ kind: 'validation', validation: { ...validation, bitsPerCharacter } });
  }

  note(message: string): void {
    this.setup.emit({ kind: 'note', message });
  }

  async between(position: Position, epochs: number): Promise<void> {
    if (this.setup.signal.aborted) throw new UnrollError('cancelled', 'Training was cancelled.');
    const now = performance.now();
    // The first curve is on screen before counting takes its second.
    if (!this.baselineDone && position.seconds > 1) this.countBaseline();
    if (position.seconds - this.sampledAt >= this.setup.sampleEverySeconds) await this.sample(position, epochs);
    if (now >= this.checkpointDue) {
      await this.setup.saveCheckpoint(position);
      this.checkpointDue = performance.now() + 1000 * secondsBetweenCheckpoints;
    }
  }

  /** The last words of a run: a sample from the weights that are kept, and the baseline if the run was too short for it. */
  async finish(position: Position, epochs: number): Promise<void> {
    if (!this.baselineDone) this.countBaseline();
    await this.sample(position, epochs);
  }

  private countBaseline(): void {
    this.baselineDone = true;
    const baseline = this.setup.baseline();
    if (baseline) this.setup.emit({ kind: 'baseline', baseline });
  }

  private async sample({ step, seconds }: Position, epoch: number): Promise<void> {
    this.sampledAt = seconds;
    const made = await this.setup.samples?.make(this.pause);
    if (made?.quality) this.setup.emit({ kind: 'quality', quality: { step, epoch, ...made.quality } });
    for (const sample of made?.samples ?? [])
      this.setup.emit({ kind: 'sample', sample: { step, epoch, ...sample, perplexity: perplexity(this.loss) } });
  }
}
