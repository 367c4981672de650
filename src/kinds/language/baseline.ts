/** What plain counting reaches on the held-out text: the line a neural model has to get below. */
import type { Baseline } from '../../protocol/metrics';
import { mostValidationTokens } from './languageModelTask';
import { WittenBell } from '../../text/counting/wittenBell';

const order = 5;
/** Counting stays within a second or two. */
const mostTokens = 2_000_000;

/** Interpolated Witten-Bell of order 5, counted on the training part. */
export function countingBaseline(
  trainingIds: Int32Array,
  validationIds: Int32Array,
  vocabularySize: number,
): Baseline | undefined {
  if (validationIds.length < 2) return undefined;
  const model = WittenBell.train(trainingIds.subarray(0, mostTokens), order, vocabularySize);
  return { name: `n-gram (order ${order})`, loss: model.loss(validationIds.subarray(0, mostValidationTokens)) };
}
