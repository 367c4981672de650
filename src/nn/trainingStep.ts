/** One parameter update: forward, backward, sum over replicas, clip, update. */
import { dispose, tensor2d, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import type { LanguageModel } from './languageModel';
import { disposeState, keepState, type HiddenState } from './state';

/** Token ids, time-major: [t * B + b]. */
export interface Batch {
  inputs: Int32Array;
  targets: Int32Array;
  timeSteps: number;
  batchSize: number;
}

export interface StepResult {
  /** Mean loss over the whole batch, nats per token. */
  loss: number;
  /** Global L2 norm before clipping. */
  gradientNorm: number;
  state: HiddenState;
  /** Whether any replica asked to stop. */
  stop: boolean;
}

export interface StepContext {
  model: LanguageModel;
  operations: Operations;
  optimiser: OptimiserState;
  replica: Replica;
  learningRate: number;
  clipNorm: number;
  dropoutSeed: number;
  stop: boolean;
}

/** The state is consumed: it is disposed and a new one returned. */
export function trainingStep(batch: Batch, state: HiddenState, context: StepContext): StepResult {
  const { model, operations, replica } = context;
  const rows = rowsOf(batch, replica.rows(batch.batchSize));
  const inputs = tensor2d(rows.inputs, [batch.timeSteps, rows.batchSize], 'int32');
  const targets = tensor2d(rows.targets, [batch.timeSteps, rows.batchSize], 'int32');
  let next: HiddenState = [];
  const { value, grads } = variableGrads((): Scalar => {
    const result = model.loss({
      inputs,
      targets,
      state,
      divisor: batch.timeSteps * batch.batchSize,
      dropoutSeed: context.dropoutSeed,
    });
    next = keepState(result.state);
    return result.loss;
  }, model.parameters.list);
  const own = model.parameters.list.map((weights): Tensor => grads[weights.name]!);
  const { gradients, scalars } = replica.allReduce(own, [value.dataSync()[0]!, context.stop ? 1 : 0]);
  const loss = scalars[0]!;
  const gradientNorm = Number.isFinite(loss)
    ? operations.update({
        parameters: model.parameters.list,
        gradients,
        state: context.optimiser,
        learningRate: context.learningRate,
        clipNorm: context.clipNorm,
      })
    : NaN;
  dispose([inputs, targets, value, ...own, ...gradients]);
  disposeState(state);
  return { loss, gradientNorm, state: next, stop: scalars[1]! > 0 };
}

/** The columns [from, to) of a time-major batch. */
export function rowsOf(batch: Batch, [from, to]: [number, number]): Batch {
  if (from === 0 && to === batch.batchSize) return batch;
  const width = to - from;
  const cut = (ids: Int32Array): Int32Array => {
    const part = new Int32Array(batch.timeSteps * width);
    for (let t = 0; t < batch.timeSteps; t++)
      part.set(ids.subarray(t * batch.batchSize + from, t * batch.batchSize + to), t * width);
    return part;
  };
  return { inputs: cut(batch.inputs), targets: cut(batch.targets), timeSteps: batch.timeSteps, batchSize: width };
}
