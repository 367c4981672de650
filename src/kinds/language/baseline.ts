/** The loss of an n-gram model on the held-out text: the baseline of a network. */
import type { Baseline } from '../../protocol/metrics';
import { mostValidationTokens } from './languageModelTask';
import { runWithPauses } from '../../text/pausable';
import type { Pause } from '../../training/pause';
import { WittenBell } from '../../text/counting/wittenBell';
import { message } from '../../words/message';

const order = 5;
/** A limit, so that counting takes at most two seconds. */
const mostTokens = 2_000_000;

/** Interpolated Witten-Bell of order 5, counted on the training part. */
export async function countingBaseline(
  trainingIds: Int32Array,
  validationIds: Int32Array,
  vocabularySize: number,
  pause: Pause,
): Promise<Baseline[]> {
  if (validationIds.length < 2) return [];
  const training = WittenBell.training(trainingIds.subarray(0, mostTokens), order, vocabularySize);
  const model = await runWithPauses(training, pause);
  const measuring = model.measuring(validationIds.subarray(0, mostValidationTokens));
  return [{ name: message('baseline.ngrams', { order }), loss: await runWithPauses(measuring, pause) }];
}
