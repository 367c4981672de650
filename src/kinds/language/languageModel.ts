/** A recurrent language model: tokens in, the distribution of the next token out. */
import {
  reshape,
  transpose,
  type Rank,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import type { LinearCrossEntropyArguments, Operations, StepperWeights } from '../../engine/contract';
import type { Nudges, RecurrentTrace } from '../../engine/composition/trace';
import { normed } from '../../nn/layerNorm';
import { Parameters, type NamedArray } from '../../nn/parameters';
import { recurrentStack } from '../../nn/recurrentStack';
import { traceStack } from '../../nn/stackTrace';
import type { NetworkShape } from '../../nn/shape';
import { seedFor } from '../../text/random/random';
import { keepState, zeroState, type HiddenState } from '../../nn/state';
import { transposed } from '../../store/pytorch';

export interface LossArguments {
  /** int32 [T, B] */
  inputs: Tensor2D;
  /** int32 [T, B]: inputs shifted by one */
  targets: Tensor2D;
  state: HiddenState;
  /** The summed loss is divided by this: the tokens of the whole batch, also when its rows are split over threads. */
  divisor: number;
  /** Set while training; dropout masks follow from it. */
  dropoutSeed?: number;
}

export class LanguageModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: NetworkShape,
    arrays: readonly NamedArray[],
    private readonly operations: Operations,
  ) {
    this.parameters = new Parameters(arrays);
  }

  /** Lives until it is disposed, also when a tidy is around. */
  zeroState(batchSize: number): HiddenState {
    return keepState(zeroState(this.shape, batchSize));
  }

  /** Mean cross-entropy in nats per token (a scalar on the tape) and the state after the last step. */
  loss({ inputs, targets, state, divisor, dropoutSeed }: LossArguments): { loss: Scalar; state: HiddenState } {
    const { shape, operations, parameters } = this;
    const x = shape.embeddingSize > 0 ? this.embed(inputs) : inputs;
    const stack = recurrentStack({ operations, parameters, shape, x, state, dropoutSeed });
    const top =
      dropoutSeed === undefined ? stack.h : operations.dropout(stack.h, shape.dropout, seedFor(dropoutSeed, 'output'));
    const loss = operations.linearCrossEntropy({
      ...this.output(reshape<Rank.R2>(top, [inputs.size, top.shape[2]])),
      targets: reshape<Rank.R1>(targets, [targets.size]),
      divisor,
    });
    return { loss, state: stack.state };
  }

  /** What happens in each layer as it reads int32 [T, B]. Not of models that read both ways. */
  trace(inputs: Tensor2D, state: HiddenState, nudges?: readonly Nudges[]): RecurrentTrace[] {
    const { shape, parameters } = this;
    const x = shape.embeddingSize > 0 ? this.embed(inputs) : inputs;
    return traceStack({ parameters, shape, x, state, ...(nudges ? { nudges } : {}) });
  }

  /** Summed cross-entropy in nats of what follows these states of the top layer: x [N, H], targets int32 [N]. */
  lossAfter(x: Tensor2D, targets: Tensor1D): Scalar {
    const top = normed(this.parameters, `layers.${this.shape.layers - 1}.`, x);
    return this.operations.linearCrossEntropy({ ...this.output(top), targets, divisor: 1 });
  }

  /** What the output layer multiplies, from states of the top layer [N, D*H]. */
  private output(x: Tensor2D): Pick<LinearCrossEntropyArguments, 'x' | 'w' | 'b'> {
    const { operations, parameters, shape } = this;
    const b = parameters.vector('output.b');
    if (!shape.tiedOutput) return { x, w: parameters.matrix('output.w'), b };
    const projected = operations.matMul(x, parameters.matrix('output.projection'));
    return { x: projected, w: transpose<Tensor2D>(parameters.matrix('embedding')), b };
  }

  /** int32 [T, B] -> [T, B, E] */
  private embed(ids: Tensor2D): Tensor3D {
    return reshape<Rank.R3>(this.operations.embedding(this.parameters.matrix('embedding'), ids), [
      ...ids.shape,
      this.shape.embeddingSize,
    ]);
  }

  dispose(): void {
    this.parameters.dispose();
  }
}

/** Arrays as the single-token stepper wants them. Only unidirectional models can generate. */
export function stepperWeights(shape: NetworkShape, arrays: readonly NamedArray[]): StepperWeights {
  const byName = new Map(arrays.map(({ name, data }) => [name, data]));
  const array = (name: string): Float32Array => byName.get(name) ?? new Float32Array(0);
  return {
    cell: shape.cell,
    hiddenSize: shape.hiddenSize,
    embeddingSize: shape.embeddingSize,
    vocabularySize: shape.vocabularySize,
    heads: shape.heads,
    ...(shape.embeddingSize > 0 ? { embedding: array('embedding') } : {}),
    layers: Array.from({ length: shape.layers }, (_, layer) => ({
      wx: array(`layers.${layer}.wx`),
      b: array(`layers.${layer}.b`),
      ...(shape.layerNorm
        ? { norm: { gain: array(`layers.${layer}.norm.gain`), bias: array(`layers.${layer}.norm.bias`) } }
        : {}),
      ...(byName.has(`layers.${layer}.wh`) ? { wh: array(`layers.${layer}.wh`) } : {}),
    })),
    ...(shape.tiedOutput
      ? { projection: array('output.projection'), outputWeight: transposed(array('embedding'), shape.embeddingSize) }
      : { outputWeight: array('output.w') }),
    outputBias: array('output.b'),
  };
}
