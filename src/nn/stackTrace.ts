/** What happens inside a stack of layers as it reads forwards. */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { traceRecurrent, type Nudges, type RecurrentTrace } from '../engine/composition/trace';
import { spreadHeads } from './heads';
import { normed } from './layerNorm';
import { layerWeights } from './recurrentStack';
import type { Parameters } from './parameters';
import type { StackShape } from './shape';
import type { HiddenState } from './state';

export interface StackTraceArguments {
  parameters: Parameters;
  /** Not bidirectional. */
  shape: StackShape;
  /** [T, B, I] float32, or int32 ids [T, B] (one-hot). */
  x: Tensor3D | Tensor2D;
  state: HiddenState;
  /** One entry a layer. */
  nudges?: readonly Nudges[];
}

/** One entry a layer, from the lowest. */
export function traceStack({ parameters, shape, x, state, nudges }: StackTraceArguments): RecurrentTrace[] {
  const layers: RecurrentTrace[] = [];
  for (const [layer, { h, c }] of state.entries()) {
    const weights = layerWeights(parameters, shape.cell, `layers.${layer}.`);
    const initial = c ? { h0: h, c0: c } : { h0: h };
    const below = layers.at(-1);
    const read = below ? normed(parameters, `layers.${layer - 1}.`, below.h) : x;
    const wh = weights.wh && spreadHeads(weights.wh, shape.heads ?? 1);
    const dense = { ...weights, ...(wh ? { wh } : {}), ...initial, x: read };
    layers.push(traceRecurrent(dense, nudges?.[layer]));
  }
  return layers;
}
