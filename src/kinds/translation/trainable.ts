/** A translation model and its pairs as something that can be trained, here and in every replica. */
import { operations } from '../../engine/operations';
import { TranslationModel } from './network/model';
import type { TranslationShape } from './network/shape';
import { TranslationTask, type PairSet } from './network/task';
import { EncodedSentences, type PackedSentences } from '../../text/pairs/pairCorpus';
import { weightsOf } from '../../training/steps';
import { trainableOf, type ReplicaPlan } from '../../training/kind';

export interface TranslationPlan {
  shape: TranslationShape;
  batchSize: number;
  source: PackedSentences;
  target: PackedSentences;
  /** For each source token its target token, or 0; absent where the pairs have unknown words of their own. */
  partners?: Int32Array;
}

/** @param validation held-out pairs; only rank 0 has any */
export function trainableTranslation(plan: ReplicaPlan<TranslationPlan>, validation?: PairSet) {
  const { shape, batchSize, source, target, partners } = plan.data;
  const model = new TranslationModel(shape, weightsOf(plan), operations);
  const training = { source: EncodedSentences.unpack(source), target: EncodedSentences.unpack(target) };
  const task = new TranslationTask(
    model,
    { training, validation },
    { batchSize, seed: plan.training.seed, ...(partners ? { partners } : {}) },
  );
  return trainableOf(model, task);
}
