/** A network that forecasts, and windows of its series, as something that can be trained, here and in every replica. */
import { operations } from '../../engine/operations';
import { trainableOf, type ReplicaPlan } from '../../training/kind';
import { weightsOf } from '../../training/steps';
import { SeriesModel } from './network/model';
import type { SeriesShape } from './network/shape';
import { SeriesTask } from './network/task';
import type { Windows } from '../../text/series/windows';

export interface SeriesPlanData {
  shape: SeriesShape;
  batchSize: number;
  /** Of the values that are learned from, in shared memory. */
  windows: Windows;
}

/** @param validation only rank 0 has any */
export function trainableSeries(plan: ReplicaPlan<SeriesPlanData>, validation?: Windows) {
  const { shape, batchSize, windows } = plan.data;
  const model = new SeriesModel(shape, weightsOf(plan), operations);
  const task = new SeriesTask(model, windows, validation, { batchSize, seed: plan.training.seed });
  return trainableOf(model, task);
}
