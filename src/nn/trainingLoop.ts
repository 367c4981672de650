/** Trains a model: epochs of batches, validation, keep-best, early stopping, recovery. Every replica runs the same loop. */
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import type { EndReason, TrainingMetrics } from '../protocol/metrics';
import type { OptimiserOptions, TrainingOptions } from '../protocol/model';
import { startPosition, type Position } from '../protocol/position';
import { DivergenceGuard } from './divergenceGuard';
import { EpochLoss } from './epochLoss';
import type { NamedArray } from './parameters';
import { ProgressMeter } from './progressMeter';
import { learningRateAt } from './schedule';
import { trainingStep } from './trainingStep';
import type { TrainingTask } from './trainingTask';

export interface Validation {
  step: number;
  /** Epochs so far, with the fraction of the current one. */
  epoch: number;
  /** Nats per token. */
  loss: number;
  best: boolean;
}

/** What rank 0 does besides training; the other replicas have none of it. */
export interface TrainingObserver {
  metrics(metrics: TrainingMetrics): void;
  validation(validation: Validation): void;
  note(message: string): void;
  /** Called between steps, often, with the epochs so far; generates samples and writes checkpoints when it finds them due. */
  between(position: Position, epochs: number): Promise<void>;
  /** Lets messages in; called between steps and between chunks of validation. */
  pause(): Promise<void>;
}

export interface TrainingSetup<B> {
  task: TrainingTask<B>;
  operations: Operations;
  optimiserState: OptimiserState;
  optimiser: OptimiserOptions;
  training: Pick<TrainingOptions, 'epochs' | 'patience' | 'seed'>;
  replica: Replica;
  observer?: TrainingObserver;
  position?: Position;
  /** The best weights of the run that is resumed. */
  best?: NamedArray[];
  /** True once the user wants the run to end; read between steps. */
  stopRequested(): boolean;
}

type Ending = Exclude<EndReason, 'failed'>;

export interface TrainingOutcome {
  reason: Ending;
  position: Position;
  /** Mean over the last epoch, nats per token; see `EpochLoss`. */
  trainLoss: number;
  /** The best weights by validation, or the last ones when nothing was held out. */
  best: NamedArray[];
}

/** Validations are at most this many trained tokens apart, so that huge texts show theirs before the first epoch ends. */
const tokensBetweenValidations = 1_000_000;

export class TrainingLoop<B> {
  private readonly meter = new ProgressMeter(() => performance.now());
  private readonly guard: DivergenceGuard;
  private readonly position: Position;
  private readonly startedAt = performance.now();
  private readonly secondsBefore: number;
  /** Batches of the current epoch; a random offset may cost one. */
  private perEpoch: number;
  private tokensSinceValidation = 0;
  private bestSoFar: NamedArray[] | undefined;
  private validatedAt = -1;
  private readonly epochLoss = new EpochLoss();
  /** What rank 0 would like; all replicas end together, at the next step. */
  private endingWanted: Ending | undefined;
  private ending: Ending | undefined;

  constructor(private readonly setup: TrainingSetup<B>) {
    this.position = { ...(setup.position ?? startPosition) };
    this.secondsBefore = this.position.seconds;
    this.bestSoFar = setup.best;
    this.perEpoch = setup.task.batchesPerEpoch;
    this.guard = new DivergenceGuard(setup.task.parameters, setup.optimiserState, this.position.learningRateScale);
  }

  /** The best weights by validation so far, or the present ones when nothing was held out. */
  get best(): NamedArray[] {
    return this.bestSoFar ?? this.setup.task.parameters.snapshot();
  }

  /** Epochs so far, with the fraction of the current one. */
  get epochs(): number {
    return this.position.epoch + Math.min(1, this.position.batch / this.perEpoch);
  }

  /** Runs to the end of the last epoch, an early end, or a stop. @throws UnrollError when training cannot be kept stable */
  async run(): Promise<TrainingOutcome> {
    while (this.position.epoch < this.setup.training.epochs) {
      await this.epoch();
      if (this.ending !== undefined) break;
      this.position.epoch += 1;
      this.position.batch = 0;
      this.epochLoss.nextEpoch();
    }
    if (this.validatedAt !== this.position.step) await this.validate();
    this.setup.task.dispose();
    const { position, best } = this;
    const trainLoss = this.epochLoss.of(this.perEpoch);
    return { reason: this.ending ?? 'completed', position, trainLoss, best };
  }

  private async epoch(): Promise<void> {
    const { task } = this.setup;
    const batches = task.batches(this.position.epoch);
    this.perEpoch = Math.max(1, batches.batches);
    task.reset();
    let index = 0;
    for (const batch of batches) {
      index += 1;
      if (index <= this.position.batch) continue;
      await this.step(batch);
      if (this.ending !== undefined) return;
    }
  }

  private async step(batch: B): Promise<void> {
    const { setup, position, guard } = this;
    const { task, replica, optimiser } = setup;
    const began = performance.now();
    const totalSteps = task.batchesPerEpoch * setup.training.epochs;
    const learningRate = guard.rateScale * learningRateAt(position.step, totalSteps, optimiser);
    // 128 masks a step: more than a model has places for dropout.
    const dropoutSeed = (setup.training.seed * 7_919 + position.step * replica.count + replica.rank) * 128;
    const result = trainingStep(() => task.loss(batch, replica, dropoutSeed), {
      parameters: task.parameters,
      operations: setup.operations,
      optimiser: setup.optimiserState,
      replica,
      learningRate,
      clipNorm: optimiser.clipNorm,
      stop: this.wantsToEnd(),
    });
    position.step += 1;
    position.batch += 1;
    const tokens = task.tokens(batch);
    this.tokensSinceValidation += tokens;
    if (Number.isFinite(result.loss)) {
      this.epochLoss.add(result.loss);
      this.meter.add({ ...result, tokens }, performance.now() - began);
    } else this.recover();
    if (result.stop) this.ending = this.endingWanted ?? 'stopped';
    await this.observe(learningRate);
  }

  private wantsToEnd(): boolean {
    if (this.endingWanted === undefined && this.setup.stopRequested()) this.endingWanted = 'stopped';
    return this.endingWanted !== undefined;
  }

  private recover(): void {
    const message = this.guard.recover(this.position.step);
    this.position.learningRateScale = this.guard.rateScale;
    this.setup.observer?.note(message);
    this.setup.task.reset();
  }

  private async observe(learningRate: number): Promise<void> {
    const { position, setup } = this;
    position.seconds = this.secondsBefore + (performance.now() - this.startedAt) / 1000;
    if (setup.observer && this.meter.due) this.report(learningRate, setup.observer);
    if (position.batch === this.perEpoch || this.tokensSinceValidation >= tokensBetweenValidations)
      await this.validate();
    await setup.observer?.between(position, this.epochs);
    await setup.observer?.pause();
  }

  private report(learningRate: number, observer: TrainingObserver): void {
    const { step, seconds } = this.position;
    observer.metrics(this.meter.take({ step, epoch: this.epochs, seconds, learningRate }));
  }

  /** Every replica marks its weights as good; rank 0 measures, keeps the best, and decides about an early end. */
  private async validate(): Promise<void> {
    const { setup, position } = this;
    const { observer, task } = setup;
    this.guard.markGood(position.step);
    this.validatedAt = position.step;
    this.tokensSinceValidation = 0;
    const loss = observer && (await task.validate(() => observer.pause()));
    if (loss === undefined) return;
    const best = position.bestValidationLoss === undefined || loss < position.bestValidationLoss;
    if (best) {
      position.bestValidationLoss = loss;
      position.bestEpoch = this.epochs;
      this.bestSoFar = task.parameters.snapshot();
    }
    observer?.validation({ step: position.step, epoch: this.epochs, loss, best });
    const { patience } = setup.training;
    if (patience > 0 && this.epochs - position.bestEpoch >= patience) this.endingWanted ??= 'early-stopping';
  }
}
