/** Recurrent layers one above the other: layer l reads H^(l-1); [forward; backward] side by side when bidirectional. */
import { concat, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Operations, RecurrentArguments } from '../engine/contract';
import type { Parameters } from './parameters';
import { directionsOf, type NetworkShape } from './shape';
import type { HiddenState, LayerState } from './state';

export interface StackArguments {
  operations: Operations;
  parameters: Parameters;
  shape: NetworkShape;
  /** [T, B, I] float32, or int32 ids [T, B] (one-hot). */
  x: Tensor3D | Tensor2D;
  state: HiddenState;
  /** Dropout (between layers, and DropConnect on wh) only while training; masks follow from this seed. */
  dropoutSeed: number | undefined;
}

export interface StackResult {
  /** [T, B, D*H] of the top layer */
  h: Tensor3D;
  state: HiddenState;
}

export function recurrentStack(args: StackArguments): StackResult {
  const { shape, operations, dropoutSeed } = args;
  const next: HiddenState = [];
  let below = args.x;
  let top: Tensor3D | undefined;
  for (let layer = 0; layer < shape.layers; layer++) {
    if (layer > 0 && top)
      below = dropoutSeed === undefined ? top : operations.dropout(top, shape.dropout, dropoutSeed + layer);
    const outputs = directionsOf(shape).map((direction, d) => {
      const state = args.state[layer * directionsOf(shape).length + d]!;
      const result = operations.recurrent({
        ...layerWeights(args, `layers.${layer}.${direction}`, layer),
        ...initial(state),
        x: below,
        reverse: direction === 'reverse.',
      });
      next.push(result.cLast ? { h: result.hLast, c: result.cLast } : { h: result.hLast });
      return result.h;
    });
    top = outputs.length === 1 ? outputs[0]! : concat(outputs, 2);
  }
  return { h: top!, state: next };
}

const initial = ({ h, c }: LayerState): Pick<RecurrentArguments, 'h0' | 'c0'> => (c ? { h0: h, c0: c } : { h0: h });

function layerWeights(
  { parameters, operations, shape, dropoutSeed }: StackArguments,
  prefix: string,
  layer: number,
): Pick<RecurrentArguments, 'cell' | 'wx' | 'wh' | 'b'> {
  const common = { cell: shape.cell, wx: parameters.matrix(`${prefix}wx`), b: parameters.vector(`${prefix}b`) };
  if (!parameters.has(`${prefix}wh`)) return common;
  const wh: Tensor2D = parameters.matrix(`${prefix}wh`);
  const dropped = dropoutSeed !== undefined && shape.weightDropout > 0;
  return { ...common, wh: dropped ? operations.dropout(wh, shape.weightDropout, dropoutSeed + 64 + layer) : wh };
}
