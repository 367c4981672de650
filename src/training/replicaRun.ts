/** What every replica of a run does alike: build the model from the same arrays and train it on its own rows. */
import { operations } from '../engine/operations';
import type { OptimiserState } from '../engine/contract';
import type { Replica } from '../engine/parallel/replica';
import { createOptimiserState, disposeOptimiserState, restoreOptimiser } from '../nn/optimiser';
import type { NamedArray, Parameters } from '../nn/parameters';
import { TrainingLoop, type TrainingSetup } from '../nn/trainingLoop';
import type { Position } from '../protocol/position';
import type { TrainingTask } from '../nn/trainingTask';
import type { OptimiserOptions, TrainingOptions } from '../options/language';
import type { EngineName } from '../protocol/model';

/** Plain data: it is posted to threads. */
export interface ReplicaPlan<D> {
  engine: EngineName;
  optimiser: OptimiserOptions;
  training: Pick<TrainingOptions, 'epochs' | 'patience' | 'seed'>;
  /** Weights and, when a run is resumed, moments. */
  arrays: NamedArray[];
  position: Position | undefined;
  /** What the model and its task are made from; long arrays should lie in shared memory. */
  data: D;
}

/** A model with a task over its data. */
export interface Trainable<B> {
  parameters: Parameters;
  task: TrainingTask<B>;
  dispose(): void;
}

export interface Run<B> {
  parameters: Parameters;
  optimiserState: OptimiserState;
  loop(extra: Pick<TrainingSetup<B>, 'observer' | 'best' | 'stopRequested'>): TrainingLoop<B>;
  dispose(): void;
}

const isMoment = ({ name }: NamedArray): boolean => name.startsWith('adam.');

export const weightsOf = (plan: Pick<ReplicaPlan<unknown>, 'arrays'>): NamedArray[] =>
  plan.arrays.filter(array => !isMoment(array));

export function startRun<B, D>(trainable: Trainable<B>, plan: ReplicaPlan<D>, replica: Replica): Run<B> {
  const { parameters, task } = trainable;
  const { optimiser, training, arrays, position } = plan;
  const optimiserState = createOptimiserState(optimiser.kind, parameters);
  if (position) restoreOptimiser(optimiserState, parameters, arrays, position.step);
  return {
    parameters,
    optimiserState,
    loop: extra =>
      new TrainingLoop({
        ...extra,
        task,
        optimiser,
        training,
        ...(position ? { position } : {}),
        operations,
        optimiserState,
        replica,
      }),
    dispose: () => {
      task.dispose();
      trainable.dispose();
      disposeOptimiserState(optimiserState);
    },
  };
}
