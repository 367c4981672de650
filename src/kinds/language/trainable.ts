/** A language model and its text as something that can be trained, here and in every replica. */
import { operations } from '../../engine/operations';
import { LanguageModel } from './languageModel';
import { LanguageModelTask } from './languageModelTask';
import type { NetworkShape } from '../../nn/shape';
import type { TrainingOptions } from '../../options/language';
import { weightsOf } from '../../training/steps';
import { trainableOf, type ReplicaPlan } from '../../training/kind';

export interface LanguageModelPlan {
  shape: NetworkShape;
  training: TrainingOptions;
  /** In shared memory. */
  trainingIds: Int32Array;
  /** In shared memory: the state between two batches; absent where each begins afresh. */
  carried?: Float32Array;
}

/** @param validationIds held-out tokens; only rank 0 has any */
export function trainableLanguageModel(
  plan: ReplicaPlan<LanguageModelPlan>,
  validationIds: Int32Array = new Int32Array(0),
) {
  const { shape, training, trainingIds, carried } = plan.data;
  const model = new LanguageModel(shape, weightsOf(plan), operations);
  const task = new LanguageModelTask(model, { trainingIds, validationIds }, training, carried);
  return trainableOf(model, task);
}
