/** One parameter update: forward, backward, sum over replicas, clip, update. */
import { dispose, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import type { Parameters } from './parameters';

export interface StepContext {
  parameters: Parameters;
  operations: Operations;
  optimiser: OptimiserState;
  replica: Replica;
  learningRate: number;
  clipNorm: number;
  /** This replica asks all to stop after the step. */
  stop: boolean;
}

export interface StepResult {
  /** Mean loss over the whole batch, nats per token. */
  loss: number;
  /** Global L2 norm before clipping; NaN when the loss is no number and nothing was updated. */
  gradientNorm: number;
  /** Whether any replica asked to stop. */
  stop: boolean;
}

export function trainingStep(loss: () => Scalar, context: StepContext): StepResult {
  const { parameters, operations, replica } = context;
  const { value, grads } = variableGrads(loss, parameters.list);
  const own = parameters.list.map((weights): Tensor => grads[weights.name]!);
  const { gradients, scalars } = replica.allReduce(own, [value.dataSync()[0]!, context.stop ? 1 : 0]);
  const mean = scalars[0]!;
  const gradientNorm = Number.isFinite(mean)
    ? operations.update({
        parameters: parameters.list,
        gradients,
        state: context.optimiser,
        learningRate: context.learningRate,
        clipNorm: context.clipNorm,
      })
    : NaN;
  dispose([value, ...own, ...gradients]);
  return { loss: mean, gradientNorm, stop: scalars[1]! > 0 };
}
