/** The loss of a network without voices, nats per token. */
import { softmax } from '../../src/predictor/learningLoss';
import type { ReadingNetwork } from '../../src/predictor/network';

/** @param before tokens that it reads first @param size of the vocabulary */
export function lossAlone(network: ReadingNetwork, ids: Int32Array, before: Int32Array, size: number): number {
  const probabilities = new Float32Array(size);
  let expected: Float32Array = probabilities.fill(1 / size);
  network.reset();
  for (const id of before.subarray(-1000)) expected = softmax(network.step(id), probabilities);
  let nats = 0;
  for (const id of ids) {
    nats -= Math.log(expected[id]!);
    expected = softmax(network.learn?.(id) ?? network.step(id), probabilities);
  }
  return nats / ids.length;
}
