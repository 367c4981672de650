/** Recurrent layers one above the other: layer l reads H^(l-1); [forward; backward] side by side when bidirectional. */
import { concat, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Operations, RecurrentArguments } from '../engine/contract';
import type { CellName } from '../protocol/cells';
import { recurrentInHeads } from './heads';
import { normed } from './layerNorm';
import type { Parameters } from './parameters';
import { seedFor } from '../text/random/random';
import { directionsOf, type StackShape } from './shape';
import type { HiddenState, LayerState } from './state';

export interface StackArguments {
  operations: Operations;
  parameters: Parameters;
  shape: StackShape;
  /** Before the names of the layers: '' or 'encoder.'. */
  prefix?: string;
  /** [T, B, I] float32, or int32 ids [T, B] (one-hot). */
  x: Tensor3D | Tensor2D;
  /** In place of the first layer's own. */
  input?: Pick<RecurrentArguments, 'wx' | 'b'>;
  state: HiddenState;
  /** int32 [B]: steps beyond leave a row's state alone. */
  lengths?: Tensor1D;
  /** Set while training: dropout between layers and DropConnect on wh follow from it and from their place. */
  dropoutSeed: number | undefined;
}

export interface StackResult {
  /** [T, B, D*H] of the top layer */
  h: Tensor3D;
  state: HiddenState;
}

export function recurrentStack(args: StackArguments): StackResult {
  const { shape, operations, dropoutSeed, lengths } = args;
  const directions = directionsOf(shape);
  const next: HiddenState = [];
  const runLayer = (layer: number, x: Tensor3D | Tensor2D): Tensor3D => {
    const outputs = directions.map((direction, d) => {
      const result = recurrentInHeads(operations, shape.heads ?? 1, {
        ...weightsOf(args, layer, direction),
        ...(layer === 0 ? args.input : {}),
        ...initial(args.state[layer * directions.length + d]!),
        ...(lengths ? { lengths } : {}),
        x,
        reverse: direction === 'reverse.',
      });
      next.push(result.cLast ? { h: result.hLast, c: result.cLast } : { h: result.hLast });
      return result.h;
    });
    const h = outputs.length === 1 ? outputs[0]! : concat(outputs, 2);
    return normed(args.parameters, `${args.prefix ?? ''}layers.${layer}.`, h);
  };

  const dropped = (x: Tensor3D, rate: number, place: string): Tensor3D =>
    dropoutSeed === undefined ? x : operations.dropout(x, rate, seedFor(dropoutSeed, place));

  let h = runLayer(0, args.x);
  for (let layer = 1; layer < shape.layers; layer++)
    h = runLayer(layer, dropped(h, shape.dropout, `${args.prefix ?? ''}layers.${layer}.input`));
  return { h, state: next };
}

const initial = ({ h, c }: LayerState): Pick<RecurrentArguments, 'h0' | 'c0'> => (c ? { h0: h, c0: c } : { h0: h });

function weightsOf(
  { parameters, operations, shape, prefix = '', dropoutSeed }: StackArguments,
  layer: number,
  direction: string,
): LayerWeights {
  const name = `${prefix}layers.${layer}.${direction}`;
  const weights = layerWeights(parameters, shape.cell, name);
  if (!weights.wh || dropoutSeed === undefined || shape.weightDropout === 0) return weights;
  return { ...weights, wh: operations.dropout(weights.wh, shape.weightDropout, seedFor(dropoutSeed, `${name}wh`)) };
}

type LayerWeights = Pick<RecurrentArguments, 'cell' | 'wx' | 'wh' | 'b'> & { b: Tensor1D };

/** @param name of the layer: "layers.0." */
export const layerWeights = (parameters: Parameters, cell: CellName, name: string): LayerWeights => ({
  cell,
  wx: parameters.matrix(`${name}wx`),
  ...(parameters.has(`${name}wh`) ? { wh: parameters.matrix(`${name}wh`) } : {}),
  b: parameters.vector(`${name}b`),
});
