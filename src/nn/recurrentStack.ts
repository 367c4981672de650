/** Recurrent layers one above the other: layer l reads H^(l-1); [forward; backward] side by side when bidirectional. */
import { add, concat, slice, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Operations, RecurrentArguments } from '../engine/contract';
import type { Parameters } from './parameters';
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
  /** [B, C]: read beside x in every step alike; its weights are the lower rows of the first layer's wx. */
  constant?: Tensor2D;
  state: HiddenState;
  /** int32 [B]: steps beyond leave a row's state alone. */
  lengths?: Tensor1D;
  /** Set while training: dropout between layers and DropConnect on wh follow from it. */
  dropoutSeed: number | undefined;
}

export interface StackResult {
  /** [T, B, D*H] of the top layer */
  h: Tensor3D;
  state: HiddenState;
}

/** Seeds of one step: layers take the first 64, hidden weights the next. */
const weightSeeds = 64;

export function recurrentStack(args: StackArguments): StackResult {
  const { shape, operations, dropoutSeed, lengths } = args;
  const directions = directionsOf(shape);
  const next: HiddenState = [];
  const runLayer = (layer: number, x: Tensor3D | Tensor2D): Tensor3D => {
    const outputs = directions.map((direction, d) => {
      const result = operations.recurrent({
        ...(layer === 0 && args.constant
          ? withConstant(weightsOf(args, layer, direction), args.constant, operations)
          : weightsOf(args, layer, direction)),
        ...initial(args.state[layer * directions.length + d]!),
        ...(lengths ? { lengths } : {}),
        x,
        reverse: direction === 'reverse.',
      });
      next.push(result.cLast ? { h: result.hLast, c: result.cLast } : { h: result.hLast });
      return result.h;
    });
    return outputs.length === 1 ? outputs[0]! : concat(outputs, 2);
  };

  let h = runLayer(0, args.x);
  for (let layer = 1; layer < shape.layers; layer++)
    h = runLayer(layer, dropoutSeed === undefined ? h : operations.dropout(h, shape.dropout, dropoutSeed + layer));
  return { h, state: next };
}

const initial = ({ h, c }: LayerState): Pick<RecurrentArguments, 'h0' | 'c0'> => (c ? { h0: h, c0: c } : { h0: h });

type LayerWeights = Pick<RecurrentArguments, 'cell' | 'wx' | 'wh' | 'b'>;

/** [x; constant] wx + b = x wxUpper + (constant wxLower + b): the part in brackets is one product for all steps. */
function withConstant(weights: LayerWeights, constant: Tensor2D, operations: Operations): LayerWeights {
  const [rows, columns] = weights.wx.shape;
  const split = rows - constant.shape[1];
  const lower = slice(weights.wx, [split, 0], [rows - split, columns]);
  return {
    ...weights,
    wx: slice(weights.wx, [0, 0], [split, columns]),
    b: add(operations.matMul(constant, lower), weights.b),
  };
}

function weightsOf(
  { parameters, operations, shape, prefix = '', dropoutSeed }: StackArguments,
  layer: number,
  direction: string,
): LayerWeights {
  const name = `${prefix}layers.${layer}.${direction}`;
  const common = { cell: shape.cell, wx: parameters.matrix(`${name}wx`), b: parameters.vector(`${name}b`) };
  if (!parameters.has(`${name}wh`)) return common;
  const wh: Tensor2D = parameters.matrix(`${name}wh`);
  if (dropoutSeed === undefined || shape.weightDropout === 0) return { ...common, wh };
  return { ...common, wh: operations.dropout(wh, shape.weightDropout, dropoutSeed + weightSeeds + layer) };
}
