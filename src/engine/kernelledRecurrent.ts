import * as tf from '@tensorflow/tfjs-core';
import type { RecurrentArguments, RecurrentResult } from './contract';
import { differentiable } from './differentiable';
import {
  recurrentGradKernel,
  recurrentKernel,
  type RecurrentAttributes,
  type RecurrentGradAttributes,
} from './kernels';

type Named = Record<string, tf.Tensor>;

/**
 * The tape of tfjs fills in zeros for every unused output of a kernel, the packed gates included. So only h is an
 * operation of its own; hLast and cLast are operations on its outputs, and store their gradients here in the backward pass.
 */
type StateGradients = Partial<Record<'dhLast' | 'dcLast', tf.Tensor>>;

export function recurrent(args: RecurrentArguments): RecurrentResult {
  const { cell, x, wx, wh, b, h0, c0, lengths, reverse = false } = args;
  const floats = present({ x: x.dtype === 'int32' ? undefined : x, wx, wh, b, h0, c0 });
  const inputs = { x, ...floats, ...present({ lengths }) };
  const train = tf.engine().isTapeOn();
  const stateGradients: StateGradients = {};
  let states: [tf.Tensor2D, tf.Tensor2D] | undefined;

  const h = differentiable<tf.Tensor3D, tf.Tensor[]>(
    Object.values(floats),
    () => {
      const attributes: RecurrentAttributes = { cell, reverse, train };
      const [sequence, hLast, cLast, ...tapes] = runForward(inputs, attributes);
      states = [tf.keep(hLast), tf.keep(cLast)];
      return { value: sequence, saved: [...Object.values(inputs), sequence, ...tapes] };
    },
    (dh, saved) => {
      const names = [...Object.keys(inputs), 'h', 'tape'];
      // A backend may keep several tapes: tape, tape1, tape2, ...
      const kept: Named = Object.fromEntries(
        saved.map((tensor, i) => [names[i] ?? `tape${i + 1 - names.length}`, tensor]),
      );
      const attributes: RecurrentGradAttributes = { cell, reverse, wantDx: 'x' in floats };
      const gradients = runBackward({ ...kept, dh, ...stateGradients }, attributes);
      tf.dispose(stateGradients);
      return Object.keys(floats).map(name => gradients[name]!);
    },
  );

  const [hKept, cKept] = states!;
  const hLast = stateOf(h, hKept, dy => (stateGradients.dhLast = dy));
  const cLast = c0 && stateOf(h, cKept, dy => (stateGradients.dcLast = dy));
  tf.dispose([hKept, cKept]);
  return cLast ? { h, hLast, cLast } : { h, hLast };
}

/** The last state as an operation on h whose gradient is handed to `leave` (to be disposed by its reader). */
function stateOf(h: tf.Tensor3D, state: tf.Tensor2D, leave: (dy: tf.Tensor) => void): tf.Tensor2D {
  const { shape } = h;
  return differentiable<tf.Tensor2D, []>(
    [h],
    () => ({ value: tf.clone(state), saved: [] }),
    dy => {
      leave(tf.keep(tf.clone(dy)));
      return [tf.zeros(shape)];
    },
  );
}

function runForward(
  inputs: Named,
  attributes: RecurrentAttributes,
): [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, ...tf.Tensor[]] {
  return tf.engine().runKernel<[tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, ...tf.Tensor[]]>(recurrentKernel, inputs, {
    ...attributes,
  });
}

function runBackward(inputs: Named, attributes: RecurrentGradAttributes): Partial<Named> {
  const outputs = tf.engine().runKernel<tf.Tensor[]>(recurrentGradKernel, inputs, { ...attributes });
  const names = ['x', 'wx', 'wh', 'b', 'h0', 'c0'];
  return Object.fromEntries(names.map((name, i) => [name, outputs[i]]));
}

function present(tensors: Record<string, tf.Tensor | undefined>): Named {
  return Object.fromEntries(
    Object.entries(tensors).filter((entry): entry is [string, tf.Tensor] => entry[1] !== undefined),
  );
}
