/** Trains a language model: epochs of batches, validation, keep-best, early stopping, recovery. Every replica runs the same loop. */
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import type { EndReason, TrainingMetrics, ValidationMetrics } from '../protocol/metrics';
import type { OptimiserOptions, TrainingOptions } from '../protocol/model';
import { randomBatches, sequentialBatches, type Epoch } from '../text/batches';
import { Random } from '../text/random';
import { DivergenceGuard } from './divergenceGuard';
import { evaluate } from './evaluate';
import type { LanguageModel } from './languageModel';
import type { NamedArray } from './parameters';
import { ProgressMeter } from './progressMeter';
import { learningRateAt } from './schedule';
import { disposeState, type HiddenState } from './state';
import { trainingStep, type Batch } from './trainingStep';

/** Where a run stands; with the weights and moments, all it takes to go on. */
export interface Position {
  step: number;
  /** Completed epochs. */
  epoch: number;
  /** Batches done of the current epoch. */
  batch: number;
  seconds: number;
  learningRateScale: number;
  bestValidationLoss?: number;
  /** Epoch (with fraction) of the best validation. */
  bestEpoch: number;
}

export const startPosition: Position = { step: 0, epoch: 0, batch: 0, seconds: 0, learningRateScale: 1, bestEpoch: 0 };

/** What rank 0 does besides training; the other replicas have none of it. */
export interface TrainingObserver {
  metrics(metrics: TrainingMetrics): void;
  validation(validation: ValidationMetrics): void;
  note(message: string): void;
  /** Called between steps, often, with the epochs so far (and the fraction of the current one); generates samples and writes checkpoints when it finds them due. */
  between(position: Position, epochs: number): Promise<void>;
  /** Lets messages in; called between steps and between chunks of validation. */
  pause(): Promise<void>;
}

export interface TrainingSetup {
  model: LanguageModel;
  operations: Operations;
  optimiserState: OptimiserState;
  optimiser: OptimiserOptions;
  training: TrainingOptions;
  trainingIds: Int32Array;
  validationIds: Int32Array;
  /** Nats per token * this / ln 2 = bits per character. */
  tokensPerCharacter: number;
  replica: Replica;
  observer?: TrainingObserver;
  position?: Position;
  /** The best weights of the run that is resumed. */
  best?: NamedArray[];
  /** True once the user wants the run to end; read between steps. */
  stopRequested(): boolean;
}

export interface TrainingOutcome {
  reason: Exclude<EndReason, 'failed'>;
  position: Position;
  /** Mean training loss of the last report, nats per token. */
  trainLoss: number;
  firstValidationLoss?: number;
  /** The best weights by validation, or the last ones when nothing was held out. */
  best: NamedArray[];
}

/** Validations are at most this many trained tokens apart, so that huge texts show theirs before the first epoch ends. */
const tokensBetweenValidations = 1_000_000;
/** A validation reads at most so many tokens. */
const validationTokens = 100_000;

/** Batches of an epoch whatever its random offset. */
export const batchesPerEpoch = (
  tokens: number,
  { batchSize, timeSteps }: Pick<TrainingOptions, 'batchSize' | 'timeSteps'>,
): number => Math.max(1, Math.floor((tokens - timeSteps - 1) / (batchSize * timeSteps)));

const batchShape = ({ batchSize, timeSteps }: TrainingOptions): Pick<Batch, 'batchSize' | 'timeSteps'> => ({
  batchSize,
  timeSteps,
});

export class TrainingLoop {
  private readonly meter = new ProgressMeter(() => performance.now());
  private readonly guard: DivergenceGuard;
  private readonly position: Position;
  /** Batches of the current epoch; its random offset may cost one. */
  private perEpoch: number;
  private readonly startedAt = performance.now();
  private readonly secondsBefore: number;
  private bestSoFar: NamedArray[] | undefined;
  private firstValidationLoss: number | undefined;
  private validatedAt = -1;
  private trainLoss = NaN;
  /** What rank 0 would like; all replicas end together, at the next step. */
  private endingWanted: Exclude<EndReason, 'failed'> | undefined;
  private ending: Exclude<EndReason, 'failed'> | undefined;

  constructor(private readonly setup: TrainingSetup) {
    this.position = { ...(setup.position ?? startPosition) };
    this.secondsBefore = this.position.seconds;
    this.bestSoFar = setup.best;
    this.perEpoch = batchesPerEpoch(setup.trainingIds.length, setup.training);
    this.guard = new DivergenceGuard(setup.model.parameters, setup.optimiserState, this.position.learningRateScale);
  }

  /** Of the learning-rate schedule and the progress bar; the offset of an epoch may make it a batch more or less. */
  get totalSteps(): number {
    const { trainingIds, training } = this.setup;
    return batchesPerEpoch(trainingIds.length, training) * training.epochs;
  }

  /** The best weights by validation so far, or the present ones when nothing was held out. */
  get best(): NamedArray[] {
    return this.bestSoFar ?? this.setup.model.parameters.snapshot();
  }

  /** Runs to the end of the last epoch, an early end, or a stop. @throws UnrollError when training cannot be kept stable */
  async run(): Promise<TrainingOutcome> {
    while (this.position.epoch < this.setup.training.epochs) {
      await this.epoch();
      if (this.ending !== undefined) break;
      this.position.epoch += 1;
      this.position.batch = 0;
    }
    if (this.validatedAt !== this.position.step) await this.validate();
    return {
      reason: this.ending ?? 'completed',
      position: this.position,
      trainLoss: this.trainLoss,
      best: this.best,
      ...(this.firstValidationLoss === undefined ? {} : { firstValidationLoss: this.firstValidationLoss }),
    };
  }

  private async epoch(): Promise<void> {
    const { training, model, replica } = this.setup;
    const rows = replica.rows(training.batchSize);
    let state = model.zeroState(rows[1] - rows[0]);
    let index = 0;
    const batches = this.batches();
    this.perEpoch = Math.max(1, batches.batches);
    for (const batch of batches) {
      index += 1;
      if (index <= this.position.batch) continue;
      if (!batches.carriesState) {
        disposeState(state);
        state = model.zeroState(rows[1] - rows[0]);
      }
      state = await this.step({ ...batch, ...batchShape(training) }, state);
      if (this.ending !== undefined) break;
    }
    disposeState(state);
  }

  /** The batches of the current epoch: the same for every replica and after every resume, since they follow from seed and epoch. */
  private batches(): Epoch {
    const { training, trainingIds } = this.setup;
    const random = new Random(training.seed * 1_000_003 + this.position.epoch);
    return (training.sampling === 'random' ? randomBatches : sequentialBatches)(trainingIds, training, random);
  }

  private async step(batch: Batch, state: HiddenState): Promise<HiddenState> {
    const { setup, position, guard } = this;
    const began = performance.now();
    const learningRate = guard.rateScale * learningRateAt(position.step, this.totalSteps, setup.optimiser);
    const result = trainingStep(batch, state, {
      model: setup.model,
      operations: setup.operations,
      optimiser: setup.optimiserState,
      replica: setup.replica,
      learningRate,
      clipNorm: setup.optimiser.clipNorm,
      dropoutSeed: (setup.training.seed * 7_919 + position.step * setup.replica.count + setup.replica.rank) * 128,
      stop: this.wantsToEnd(),
    });
    position.step += 1;
    position.batch += 1;
    let next = result.state;
    if (Number.isFinite(result.loss))
      this.meter.add({ ...result, tokens: batch.timeSteps * batch.batchSize }, performance.now() - began);
    else next = this.recover(next);
    if (result.stop) this.ending = this.endingWanted ?? 'stopped';
    await this.observe(learningRate);
    return next;
  }

  private wantsToEnd(): boolean {
    if (this.endingWanted === undefined && this.setup.stopRequested()) this.endingWanted = 'stopped';
    return this.endingWanted !== undefined;
  }

  private recover(state: HiddenState): HiddenState {
    const message = this.guard.recover(this.position.step);
    this.position.learningRateScale = this.guard.rateScale;
    this.setup.observer?.note(message);
    const rows = state[0]!.h.shape[0];
    disposeState(state);
    return this.setup.model.zeroState(rows);
  }

  private async observe(learningRate: number): Promise<void> {
    const { position, setup } = this;
    position.seconds = this.secondsBefore + (performance.now() - this.startedAt) / 1000;
    if (setup.observer && !this.meter.empty && this.meter.due) this.report(learningRate);
    if (this.validationDue()) await this.validate();
    await setup.observer?.between(position, this.epochs);
    await setup.observer?.pause();
  }

  private report(learningRate: number): void {
    const metrics = this.meter.take({
      step: this.position.step,
      epoch: this.epochs,
      seconds: this.position.seconds,
      learningRate,
    });
    this.trainLoss = metrics.trainLoss;
    this.setup.observer?.metrics(metrics);
  }

  /** Epochs so far, with the fraction of the current one. */
  get epochs(): number {
    return this.position.epoch + Math.min(1, this.position.batch / this.perEpoch);
  }

  private validationDue(): boolean {
    const { batchSize, timeSteps } = this.setup.training;
    const interval = Math.min(this.perEpoch, Math.ceil(tokensBetweenValidations / (batchSize * timeSteps)));
    return this.position.batch % interval === 0;
  }

  /** Every replica marks its weights as good; rank 0 measures, keeps the best, and decides about an early end. */
  private async validate(): Promise<void> {
    const { setup, position } = this;
    this.guard.markGood(position.step);
    this.validatedAt = position.step;
    if (!setup.observer || setup.validationIds.length < 2) return;
    const loss = await evaluate(setup.model, setup.validationIds.subarray(0, validationTokens), () =>
      setup.observer!.pause(),
    );
    this.firstValidationLoss ??= loss;
    const better = position.bestValidationLoss === undefined || loss < position.bestValidationLoss;
    if (better) {
      position.bestValidationLoss = loss;
      position.bestEpoch = this.epochs;
      this.bestSoFar = setup.model.parameters.snapshot();
    }
    setup.observer.validation({
      step: position.step,
      epoch: this.epochs,
      loss,
      bitsPerCharacter: (loss * setup.tokensPerCharacter) / Math.LN2,
      best: better,
    });
    const { patience } = setup.training;
    if (patience > 0 && this.epochs - position.bestEpoch >= patience) this.endingWanted ??= 'early-stopping';
  }
}
