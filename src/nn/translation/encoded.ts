/** What a decoder keeps of its sources, outside of tf.tidy. */
import * as tf from '@tensorflow/tfjs-core';
import { keepState } from '../state';
import type { Encoded } from './model';

export function keepEncoded(encoded: Encoded): Encoded {
  const { context, memory } = encoded;
  // The context may be the very tensor that the state holds: each is kept, and freed, as its own.
  const state = keepState(encoded.state.map(({ h, c }) => ({ h: tf.clone(h), ...(c ? { c: tf.clone(c) } : {}) })));
  for (const tensor of [context, ...(memory ? [memory.values, memory.keys, memory.lengths] : [])]) tf.keep(tensor);
  return { context, memory, state };
}

/** All but the state, which goes from step to step. */
export function disposeEncoded({ context, memory }: Encoded): void {
  tf.dispose([context, ...(memory ? [memory.values, memory.keys, memory.lengths] : [])]);
}
