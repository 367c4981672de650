/** Forget What Was Learned: suggestions begin again from what the model has read. */
import { remark } from '../notify';
import type { Services } from '../services';
import { message } from '../words';

export function forgetLearned({ completion, inference }: Services): void {
  // What is learned from documents is in the memory of that process alone.
  inference.unload();
  completion.forget();
  remark(message('completion.forgotten'));
}
