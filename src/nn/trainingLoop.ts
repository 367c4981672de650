/** Trains a model: epochs of batches, validation, keep-best, early stopping, recovery. Every replica runs the same loop. */
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import type { EndReason, TrainingMetrics } from '../protocol/metrics';
import type { OptimiserOptions, TrainingOptions } from '../options/language';
import { startPosition, type Position } from '../protocol/position';
import { seedFor } from '../text/random/random';
import { diverged, DivergenceGuard } from './divergenceGuard';
import { addLoss, epochLossOf, nextEpoch } from './epochLoss';
import type { NamedArray } from './parameters';
import { ProgressMeter } from './progressMeter';
import { learningRateAt } from './schedule';
import { trainingStep } from './trainingStep';
import { plannedSteps, type TrainingTask } from './trainingTask';
import type { WeightAverage } from './weightAverage';
import type { Message } from '../protocol/message';

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
  note(message: Message): void;
  /**
   * Called between steps, often, with the epochs so far; generates samples and writes checkpoints when it finds them due.
   * @param pause lets messages in, and throws Interrupted when the run is to end: no step is after this one
   */
  between(position: Position, epochs: number, pause: () => Promise<void>): Promise<void>;
  /** Lets messages in. */
  pause(): Promise<void>;
}

export interface TrainingSetup<B> {
  task: TrainingTask<B>;
  operations: Operations;
  optimiserState: OptimiserState;
  optimiser: OptimiserOptions;
  /** What rank 0 validates and keeps in place of the weights. */
  average?: WeightAverage;
  training: Pick<TrainingOptions, 'epochs' | 'patience' | 'seed'>;
  replica: Replica;
  observer?: TrainingObserver;
  position?: Position;
  /** The best weights of the run that is resumed. */
  best?: NamedArray[];
  /** What its task carried. */
  carried?: Float32Array;
  /** True once the user wants the run to end; read between steps and between chunks of validation. */
  stopRequested(): boolean;
}

export interface TrainingOutcome {
  reason: EndReason;
  position: Position;
  /** Mean over the last epoch, nats per token; see `EpochLoss`. */
  trainLoss: number;
  /** The best weights by validation, or the last ones that are sound where none was finished. */
  best: NamedArray[];
}

/** Validations are at most this many trained tokens apart, so that huge texts show theirs before the first epoch ends. */
const tokensBetweenValidations = 1_000_000;

/** Ends what a stop has made pointless: a validation, or what is done between two steps. */
export class Interrupted extends Error {}

export class TrainingLoop<B> {
  private readonly meter = new ProgressMeter(() => performance.now());
  private readonly guard: DivergenceGuard;
  private readonly position: Position;
  private readonly startedAt = performance.now();
  private readonly secondsBefore: number;
  private readonly firstStep: number;
  private readonly totalSteps: number;
  /** Batches of the current epoch; a random offset may cost one. */
  private perEpoch: number;
  private validatedAt = -1;
  private bestSoFar: NamedArray[] | undefined;
  /** The last validation was no number: all replicas go back together, at the next step. */
  private ruined = false;
  /** What rank 0 would like. It ends by itself, before a step: the others wait for it there until they are ended. */
  private endingWanted: EndReason | undefined;

  constructor(private readonly setup: TrainingSetup<B>) {
    this.position = structuredClone(setup.position ?? startPosition);
    this.secondsBefore = this.position.seconds;
    this.firstStep = this.position.step;
    // Weights that were stored without a validation are those to go on from, not a best to return to.
    this.bestSoFar = Number.isFinite(this.position.bestValidationLoss) ? setup.best : undefined;
    this.perEpoch = setup.task.batchesIn(this.position.epoch);
    this.totalSteps = plannedSteps(setup.task, setup.training.epochs);
    this.guard = new DivergenceGuard(setup.task.parameters, setup.optimiserState, this.position);
  }

  /** The best weights by validation so far, or the present ones (their mean, where there is one), or where those are not finite the last good ones. */
  get best(): NamedArray[] {
    return this.bestSoFar ?? this.soundAverage() ?? this.guard.soundWeights();
  }

  /** What its task has left for the step after the last one taken. */
  get carried(): Float32Array | undefined {
    return this.setup.task.carried?.(this.position.step - this.firstStep);
  }

  /** Epochs so far, with the fraction of the current one. */
  get epochs(): number {
    return this.position.epoch + Math.min(1, this.position.batch / this.perEpoch);
  }

  /**
   * Runs to the end of the last epoch, an early end, or a stop; after a stop it returns without another validation.
   * @throws UnrollError when training cannot be kept stable
   */
  async run(): Promise<TrainingOutcome> {
    const { position, setup } = this;
    const { observer } = setup;
    if (position.validationDue) await this.validate();
    while (position.epoch < setup.training.epochs) {
      for (const batch of this.remainingBatches()) {
        // Before the step and not after: a run that goes on from here then does the same.
        if (position.tokensSinceValidation >= tokensBetweenValidations && !this.nearlyThrough(batch))
          await this.validate();
        // The first step is taken in any case: a run that has not begun would have nothing to show.
        if (this.endingWanted !== undefined && position.step > 0) return this.end(this.endingWanted);
        await this.step(batch);
        await this.unlessStopped(async () => observer?.between(position, this.epochs, this.pauseUntilStopped));
      }
      await this.validate();
      position.epoch += 1;
      position.batch = 0;
      position.epochLoss = nextEpoch(position.epochLoss);
    }
    await this.validate();
    // A run whose weights were lost in its last updates has nothing to show unless they were measured before.
    if (this.ruined && this.bestSoFar === undefined) throw diverged();
    return this.end(this.endingWanted === 'stopped' ? 'stopped' : 'completed');
  }

  /**
   * Measures the present weights and keeps them if they are the best so far; once a step at most.
   * @param pause is awaited between chunks and may throw to end the validation
   */
  async validate(pause = this.pauseUntilStopped): Promise<void> {
    const { setup, position } = this;
    const { observer, task, training } = setup;
    if (this.validatedAt === position.step) return;
    const weights = this.guard.propose(position.step);
    position.tokensSinceValidation = 0;
    this.validatedAt = position.step;
    const validated = (): Promise<number | undefined> => task.validate(pause);
    const { average } = setup;
    const loss = observer && (await this.interruptible(average ? () => average.inPlace(validated) : validated));
    if (loss === undefined) return;
    this.ruined = !Number.isFinite(loss);
    if (this.ruined) return;
    const best = !(loss >= (position.bestValidationLoss ?? Infinity));
    if (best) {
      position.bestValidationLoss = loss;
      position.bestEpoch = this.epochs;
      this.bestSoFar = average?.snapshot() ?? weights;
    }
    observer?.validation({ step: position.step, epoch: this.epochs, loss, best });
    const { patience } = training;
    if (patience > 0 && this.epochs - position.bestEpoch >= patience) this.endingWanted ??= 'early-stopping';
  }

  private soundAverage(): NamedArray[] | undefined {
    const mean = this.setup.average?.snapshot();
    return mean?.every(({ data }) => data.every(Number.isFinite)) ? mean : undefined;
  }

  private end(reason: EndReason): TrainingOutcome {
    const { position, best } = this;
    this.setup.task.dispose();
    return { reason, position, best, trainLoss: epochLossOf(position.epochLoss, this.perEpoch) };
  }

  /** Those of the current epoch that were not trained on before a stop. */
  private *remainingBatches(): Generator<B> {
    const { task } = this.setup;
    const batches = task.batches(this.position.epoch);
    const done = this.position.batch;
    this.perEpoch = Math.max(1, batches.batches);
    task.reset();
    const { carried } = this.setup;
    if (carried && done > 0 && this.position.step === this.firstStep) task.carry?.(carried);
    let index = 0;
    for (const batch of batches) if (index++ >= done) yield batch;
  }

  /** The validation at the end of the epoch comes soon. */
  private nearlyThrough(batch: B): boolean {
    const left = (this.perEpoch - this.position.batch) * this.setup.task.tokens(batch);
    return left < tokensBetweenValidations / 2;
  }

  private async step(batch: B): Promise<void> {
    const { setup, position, guard } = this;
    const { task, replica, optimiser } = setup;
    const began = performance.now();
    const learningRate = guard.rateScale * learningRateAt(position.step, this.totalSteps, optimiser);
    const dropoutSeed = seedFor(setup.training.seed, 'dropout', position.step, replica.rank);
    const result = await trainingStep(() => task.loss(batch, replica, dropoutSeed), {
      parameters: task.parameters,
      operations: setup.operations,
      optimiser: setup.optimiserState,
      replica,
      learningRate,
      clipNorm: optimiser.clipNorm,
      ruined: this.ruined,
    });
    position.step += 1;
    position.batch += 1;
    const tokens = task.tokens(batch);
    position.tokensSinceValidation += tokens;
    if (result.updated) {
      guard.confirm();
      setup.average?.add(setup.optimiserState.step);
      addLoss(position.epochLoss, result.loss);
      this.meter.add({ ...result, tokens }, performance.now() - began);
    } else this.recover();
    position.updates = setup.optimiserState.step;
    position.seconds = this.secondsBefore + (performance.now() - this.startedAt) / 1000;
    if (setup.observer && this.meter.due) this.report(learningRate, setup.observer);
  }

  private recover(): void {
    this.ruined = false;
    const message = this.guard.recover(this.position.step);
    this.setup.average?.restart();
    this.position.learningRateScale = this.guard.rateScale;
    this.setup.observer?.note(message);
    this.setup.task.reset();
  }

  private report(learningRate: number, observer: TrainingObserver): void {
    const { step, seconds } = this.position;
    observer.metrics(this.meter.take({ step, epoch: this.epochs, seconds, learningRate }));
  }

  private interruptible<T>(validation: () => Promise<T>): Promise<T | undefined> {
    this.position.validationDue = true;
    return this.unlessStopped(async () => {
      const loss = await validation();
      this.position.validationDue = false;
      return loss;
    });
  }

  /** Undefined where a stop came first. */
  private async unlessStopped<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof Interrupted) return undefined;
      throw thrown;
    }
  }

  private readonly pauseUntilStopped = async (): Promise<void> => {
    await this.setup.observer?.pause();
    if (this.setup.stopRequested()) {
      this.endingWanted ??= 'stopped';
      throw new Interrupted();
    }
  };
}
