/** A language model and its text as something that can be trained, here and in every replica. */
import { operations } from '../../engine/operations';
import { LanguageModel } from './languageModel';
import { LanguageModelTask } from './languageModelTask';
import type { NetworkShape } from '../../nn/shape';
import type { TrainingOptions } from '../../options/language';
import type { Batch } from '../../text/batches/batches';
import { weightsOf } from '../../training/steps';
import type { ReplicaPlan, Trainable } from '../../training/kind';

export interface LanguageModelPlan {
  shape: NetworkShape;
  training: TrainingOptions;
  /** In shared memory. */
  trainingIds: Int32Array;
  /** In shared memory: the state between two batches; absent where each begins afresh. */
  carried?: Float32Array;
}

export interface TrainableLanguageModel extends Trainable<Batch> {
  model: LanguageModel;
}

/** @param validationIds held-out tokens; only rank 0 has any */
export function trainableLanguageModel(
  plan: ReplicaPlan<LanguageModelPlan>,
  validationIds: Int32Array = new Int32Array(0),
): TrainableLanguageModel {
  const { shape, training, trainingIds, carried } = plan.data;
  const model = new LanguageModel(shape, weightsOf(plan), operations);
  const task = new LanguageModelTask(model, { trainingIds, validationIds }, training, carried);
  return {
    model,
    parameters: model.parameters,
    task,
    dispose: () => {
      model.dispose();
    },
  };
}
