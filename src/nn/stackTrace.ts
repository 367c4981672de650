/** What happens inside a stack of layers as it reads, forwards or both ways. */
import { concat, reshape, slice, type Rank, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { traceRecurrent, type Nudges, type RecurrentTrace } from '../engine/composition/trace';
import { spreadHeads } from './heads';
import { normed } from './layerNorm';
import { layerWeights, type StackResult } from './recurrentStack';
import type { Parameters } from './parameters';
import { directionsOf, type StackShape } from './shape';
import type { HiddenState, LayerState } from './state';

export interface StackTraceArguments {
  parameters: Parameters;
  shape: StackShape;
  /** Before the names of the layers: '' or 'encoder.'. */
  prefix?: string;
  /** [T, B, I] float32, or int32 ids [T, B] (one-hot). */
  x: Tensor3D | Tensor2D;
  state: HiddenState;
  /** One entry a layer and direction, as of the result. */
  nudges?: readonly Nudges[];
}

/** One entry a layer, from the lowest; of two directions first that of the one that reads forwards. */
export function traceStack({
  parameters,
  shape,
  prefix = '',
  x,
  state,
  nudges,
}: StackTraceArguments): RecurrentTrace[] {
  const directions = directionsOf(shape);
  const traces: RecurrentTrace[] = [];
  let input = x;
  for (let layer = 0; layer < shape.layers; layer++) {
    const own = directions.map((direction, d) => {
      const place = layer * directions.length + d;
      const { h, c } = state[place]!;
      const initial = c ? { h0: h, c0: c } : { h0: h };
      const weights = layerWeights(parameters, shape.cell, `${prefix}layers.${layer}.${direction}`);
      const wh = weights.wh && spreadHeads(weights.wh, shape.heads ?? 1);
      const dense = { ...weights, ...(wh ? { wh } : {}), ...initial, x: input, reverse: direction === 'reverse.' };
      return traceRecurrent(dense, nudges?.[place]);
    });
    traces.push(...own);
    input = normed(parameters, `${prefix}layers.${layer}.`, outputsOf(own));
  }
  return traces;
}

/** The outputs and last states of a stack that has been traced. */
export function tracedResult(
  { parameters, shape, prefix = '' }: Pick<StackTraceArguments, 'parameters' | 'shape' | 'prefix'>,
  traces: readonly RecurrentTrace[],
): StackResult {
  const directions = directionsOf(shape);
  const top = outputsOf(traces.slice(-directions.length));
  return {
    h: normed(parameters, `${prefix}layers.${shape.layers - 1}.`, top),
    state: traces.map((trace, place) => lastOf(trace, directions[place % directions.length] === 'reverse.')),
  };
}

/** @param reverse it ends where the text begins */
export function lastOf({ h, c }: RecurrentTrace, reverse = false): LayerState {
  const last = (sequence: Tensor3D): Tensor2D => {
    const [steps, rows, size] = sequence.shape;
    return reshape<Rank.R2>(slice(sequence, [reverse ? 0 : steps - 1, 0, 0], [1, rows, size]), [rows, size]);
  };
  return c ? { h: last(h), c: last(c) } : { h: last(h) };
}

const outputsOf = (traces: readonly RecurrentTrace[]): Tensor3D =>
  traces.length === 1
    ? traces[0]!.h
    : concat(
        traces.map(({ h }) => h),
        2,
      );
