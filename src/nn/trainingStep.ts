/** One parameter update: forward, backward, sum over replicas, clip, update. */
import { dispose, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Operations, OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import { scalarOf } from '../engine/scalar';
import type { Parameters } from './parameters';

export interface StepContext {
  parameters: Parameters;
  operations: Operations;
  optimiser: OptimiserState;
  replica: Replica;
  learningRate: number;
  clipNorm: number;
  /** This replica found weights that are not finite: no replica updates them. */
  ruined: boolean;
}

export interface StepResult {
  /** Mean loss over the whole batch, nats per token. */
  loss: number;
  /** Global L2 norm before clipping; NaN where it was not computed. */
  gradientNorm: number;
  /** False when the weights are as before: loss or norm were not finite, or the weights were found to be lost. */
  updated: boolean;
}

/** @param loss this replica's share of the mean loss, a scalar on the tape: nats per token */
export async function trainingStep(loss: () => Scalar, context: StepContext): Promise<StepResult> {
  const { parameters, operations, replica, optimiser: state, learningRate, clipNorm } = context;
  const { value, grads } = variableGrads(loss, parameters.list);
  const own = parameters.list.map((weights): Tensor => grads[weights.name]!);
  const asked = [await scalarOf(value), Number(context.ruined)];
  const { gradients, scalars } = replica.allReduce(own, asked);
  const [mean = NaN, ruined = 0] = scalars;
  const sound = Number.isFinite(mean) && ruined === 0;
  const gradientNorm = sound
    ? await operations.update({ parameters: parameters.list, gradients, state, learningRate, clipNorm })
    : NaN;
  dispose([...own, ...gradients]);
  return { loss: mean, gradientNorm, updated: Number.isFinite(gradientNorm) };
}
