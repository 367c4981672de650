/** What a decoder keeps of its sources, outside of tf.tidy. */
import * as tf from '@tensorflow/tfjs-core';
import { keepState } from '../../../nn/state';
import type { Encoded } from './model';

export function keepEncoded(encoded: Encoded): Encoded {
  const state = keepState(encoded.state.map(({ h, c }) => ({ h: tf.clone(h), ...(c ? { c: tf.clone(c) } : {}) })));
  for (const tensor of readInEveryStep(encoded)) tf.keep(tensor);
  return { ...encoded, state };
}

/** All but the state, which goes from step to step. */
export function disposeEncoded(encoded: Encoded): void {
  tf.dispose(readInEveryStep(encoded));
}

const readInEveryStep = ({ gates, memory }: Encoded): tf.Tensor[] => [
  ...(gates ? [gates] : []),
  ...(memory ? [memory.values, memory.keys, memory.lengths] : []),
];
