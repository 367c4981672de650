/** A language model that adapts to what it reads: every few tokens a step on them, backpropagated through those tokens. */
import { dispose, tensor2d, variableGrads, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Stepper } from '../../engine/contract';
import { operations } from '../../engine/operations';
import { createStepper } from '../../engine/stepper';
import { DynamicEvaluation, type AdaptingRates } from '../../nn/dynamicEvaluation';
import type { NamedArray } from '../../nn/parameters';
import type { NetworkShape } from '../../nn/shape';
import { disposeState, type HiddenState } from '../../nn/state';
import type { AdaptingNetwork } from '../../predictor/network';
import { cellOf } from '../../protocol/cells';
import { LanguageModel, stepperWeights } from './languageModel';

/** Tokens a step learns from: T of its backpropagation. Half as many gain some ten-thousandths of a nat and take nearly twice the time. */
const tokensAStep = 64;

export class AdaptingLanguageModel implements AdaptingNetwork {
  private readonly model: LanguageModel;
  private readonly adapting: DynamicEvaluation;
  private stepper: Stepper;
  /** To be learned: each predicts the next. */
  private readonly read: number[] = [];
  /** The state before them. */
  private before: Float32Array;

  /** @param arrays the trained weights, which stay as they are */
  constructor(
    private readonly shape: NetworkShape,
    arrays: readonly NamedArray[],
    rates?: AdaptingRates,
  ) {
    this.model = new LanguageModel(shape, arrays, operations);
    this.adapting = new DynamicEvaluation(arrays, rates);
    this.stepper = createStepper(stepperWeights(shape, arrays));
    this.before = this.stepper.save();
  }

  step(token: number): Float32Array {
    return this.stepper.step(token);
  }

  learn(token: number): Float32Array {
    const { read } = this;
    if (read.length === 0) this.before = this.stepper.save();
    read.push(token);
    if (read.length > tokensAStep) {
      this.adapt();
      this.before = this.stepper.save();
      read.splice(0, tokensAStep);
    }
    return this.stepper.step(token);
  }

  reset(): void {
    this.stepper.reset();
    this.read.length = 0;
  }

  save(): Float32Array {
    return this.stepper.save();
  }

  restore(state: Float32Array): void {
    this.stepper.restore(state);
  }

  dispose(): void {
    this.stepper.dispose();
    this.model.dispose();
  }

  /** The state goes on as the weights before had made it. */
  private adapt(): void {
    const { model, adapting, shape } = this;
    adapting.step(gradientsOf(model, this.read, this.before));
    model.parameters.restore(adapting.weights);
    const state = this.stepper.save();
    this.stepper.dispose();
    this.stepper = createStepper(stepperWeights(shape, adapting.weights));
    this.stepper.restore(state);
  }
}

/**
 * Gradients of the mean loss of read[1..], each predicted from what stands before it; in the order of the parameters.
 * @param before a stepper's state before read[0]: h of every layer, then c of every layer
 */
export function gradientsOf(model: LanguageModel, read: readonly number[], before: Float32Array): Float32Array[] {
  const count = read.length - 1;
  const state = stateOf(model.shape, before);
  const inputs = tensor2d(read.slice(0, count), [count, 1], 'int32');
  const targets = tensor2d(read.slice(1), [count, 1], 'int32');
  const { list } = model.parameters;
  const { value, grads } = variableGrads(() => model.loss({ inputs, targets, state, divisor: count }).loss, list);
  const gradients = list.map(({ name }) => Float32Array.from(grads[name]!.dataSync()));
  dispose([value, grads, inputs, targets]);
  disposeState(state);
  return gradients;
}

function stateOf({ layers, hiddenSize, cell }: NetworkShape, values: Float32Array): HiddenState {
  const part = (index: number): Tensor2D =>
    tensor2d(values.slice(index * hiddenSize, (index + 1) * hiddenSize), [1, hiddenSize]);
  return Array.from({ length: layers }, (_, layer) =>
    cellOf(cell).cellState ? { h: part(layer), c: part(layers + layer) } : { h: part(layer) },
  );
}
