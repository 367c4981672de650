/** A network that labels texts, and its texts, as something that can be trained, here and in every replica. */
import { operations } from '../../engine/operations';
import { EncodedSentences, type PackedSentences } from '../../text/pairs/pairCorpus';
import type { EncodedTexts } from '../../text/labels/labelBatches';
import { trainableOf, type ReplicaPlan } from '../../training/kind';
import { weightsOf } from '../../training/steps';
import { LabelModel } from './network/model';
import type { LabelShape } from './network/shape';
import { LabelTask } from './network/task';

export interface LabelPlan {
  shape: LabelShape;
  batchSize: number;
  /** In shared memory, as are the labels. */
  texts: PackedSentences;
  labels: Int32Array;
}

/** @param validation held-out texts; only rank 0 has any */
export function trainableLabels(plan: ReplicaPlan<LabelPlan>, validation?: EncodedTexts) {
  const { shape, batchSize, texts, labels } = plan.data;
  const model = new LabelModel(shape, weightsOf(plan), operations);
  const training = { texts: EncodedSentences.unpack(texts), labels };
  const task = new LabelTask(model, training, validation, { batchSize, seed: plan.training.seed });
  return trainableOf(model, task);
}
