/** Training a language model on one long sequence: rows of a batch, the state carried or reset, validation on a part held out. */
import { dispose, tensor2d, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Replica } from '../../engine/parallel/replica';
import type { NetworkOptions, TrainingOptions } from '../../options/language';
import { epochMakers, rowsIn, type Batch } from '../../text/batches/batches';
import { Random, seedFor } from '../../text/random/random';
import { columnsOf } from '../../nn/columns';
import { evaluate } from './evaluate';
import type { LanguageModel } from './languageModel';
import { cellOf } from '../../protocol/cells';
import { disposeState, keepState, type HiddenState } from '../../nn/state';
import { CarriedState } from '../../nn/carriedState';
import type { Batches, TrainingTask } from '../../nn/trainingTask';

/** A validation reads at most so many tokens; whatever is compared with it must read the same. */
export const mostValidationTokens = 250_000;

export interface LanguageModelData {
  trainingIds: Int32Array;
  /** Empty: nothing is held out. */
  validationIds: Int32Array;
}

type Shape = Pick<
  TrainingOptions,
  'batchSize' | 'batchRamp' | 'epochs' | 'timeSteps' | 'sampling' | 'windows' | 'seed'
>;

/** Whether rows of a batch go on where those of the one before ended. */
export const carriesState = ({ sampling }: Pick<Shape, 'sampling'>, { cell }: Pick<NetworkOptions, 'cell'>): boolean =>
  sampling !== 'random' && cellOf(cell).forgets;

export class LanguageModelTask implements TrainingTask<Batch> {
  private state: HiddenState | undefined;
  /** What the tape of the last step still needed: freed with the next. */
  private stale: HiddenState = [];
  private inputs: Tensor2D[] = [];
  private readonly kept: CarriedState | undefined;
  /** Of the run that goes on. */
  private earlier: Float32Array | undefined;

  constructor(
    private readonly model: LanguageModel,
    private readonly data: LanguageModelData,
    private readonly shape: Shape,
    carried?: Float32Array,
  ) {
    this.kept = carried && new CarriedState(model.shape, carried);
  }

  get parameters(): LanguageModel['parameters'] {
    return this.model.parameters;
  }

  /** Whatever the random offset. */
  batchesIn(epoch: number): number {
    const { timeSteps } = this.shape;
    return Math.max(
      1,
      Math.floor((this.data.trainingIds.length - timeSteps - 1) / (rowsIn(epoch, this.shape) * timeSteps)),
    );
  }

  batches(epoch: number): Batches<Batch> {
    const random = new Random(seedFor(this.shape.seed, 'epoch', epoch));
    const { windows, sampling } = this.shape;
    const shape = { batchSize: rowsIn(epoch, this.shape), timeSteps: this.shape.timeSteps };
    return epochMakers[windows][sampling](this.data.trainingIds, shape, random);
  }

  tokens(batch: Batch): number {
    return batch.targets.length;
  }

  loss(batch: Batch, replica: Replica, dropoutSeed: number): Scalar {
    this.release();
    if (!carriesState(this.shape, this.model.shape)) this.reset();
    const { timeSteps } = this.shape;
    const rows = batch.targets.length / timeSteps;
    const [from, to] = replica.rows(rows);
    const columns = (ids: Int32Array): Tensor2D =>
      tensor2d(columnsOf(ids, rows, from, to), [timeSteps, to - from], 'int32');
    this.inputs = [columns(batch.inputs), columns(batch.targets)];
    const state = this.state ?? this.begin(rows, from, to);
    const [inputs, targets] = this.inputs;
    const result = this.model.loss({
      inputs: inputs!,
      targets: targets!,
      state,
      divisor: batch.targets.length,
      dropoutSeed,
    });
    this.stale = state;
    this.state = keepState(result.state);
    this.kept?.write(this.state, rows, from);
    return result.loss;
  }

  carried(steps: number): Float32Array | undefined {
    return this.kept?.after(steps);
  }

  carry(values: Float32Array): void {
    this.earlier = values;
  }

  private begin(rows: number, from: number, to: number): HiddenState {
    const { earlier } = this;
    this.earlier = undefined;
    return earlier && this.kept ? this.kept.read(earlier, rows, from, to) : this.model.zeroState(to - from);
  }

  reset(): void {
    if (this.state) disposeState(this.state);
    this.state = undefined;
  }

  async validate(pause: () => Promise<void>): Promise<number | undefined> {
    const { validationIds } = this.data;
    if (validationIds.length < 2) return undefined;
    return evaluate(this.model, validationIds.subarray(0, mostValidationTokens), pause);
  }

  dispose(): void {
    this.release();
    this.reset();
  }

  private release(): void {
    disposeState(this.stale);
    dispose(this.inputs);
    this.stale = [];
    this.inputs = [];
  }
}
