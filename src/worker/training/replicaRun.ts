/** What every replica of a run does alike: build the model from the same arrays and train it on its own rows. */
import { operations } from '../../engine/operations';
import type { Replica } from '../../engine/parallel/replica';
import { LanguageModel } from '../../nn/languageModel';
import { createOptimiserState, disposeOptimiserState, restoreOptimiser } from '../../nn/optimiser';
import type { NamedArray } from '../../nn/parameters';
import type { NetworkShape } from '../../nn/shape';
import { TrainingLoop, type Position } from '../../nn/trainingLoop';
import type { BackendName, OptimiserOptions, TrainingOptions } from '../../protocol/model';

/** Plain data: it is posted to threads. The ids should lie in shared memory. */
export interface ReplicaPlan {
  backend: BackendName;
  shape: NetworkShape;
  optimiser: OptimiserOptions;
  training: TrainingOptions;
  trainingIds: Int32Array;
  /** Weights and, when a run is resumed, moments. */
  arrays: NamedArray[];
  position: Position | undefined;
}

export interface Run {
  model: LanguageModel;
  optimiserState: ReturnType<typeof createOptimiserState>;
  loop(
    extra: Pick<
      ConstructorParameters<typeof TrainingLoop>[0],
      'observer' | 'validationIds' | 'tokensPerCharacter' | 'best' | 'stopRequested'
    >,
  ): TrainingLoop;
  dispose(): void;
}

export function startRun(plan: ReplicaPlan, replica: Replica): Run {
  const model = new LanguageModel(
    plan.shape,
    plan.arrays.filter(({ name }) => !name.startsWith('adam.')),
    operations,
  );
  const optimiserState = createOptimiserState(plan.optimiser.kind, model.parameters);
  if (plan.position) restoreOptimiser(optimiserState, model.parameters, plan.arrays, plan.position.step);
  return {
    model,
    optimiserState,
    loop: extra => {
      const { optimiser, training, trainingIds, position } = plan;
      return new TrainingLoop({
        ...extra,
        optimiser,
        training,
        trainingIds,
        ...(position ? { position } : {}),
        model,
        operations,
        optimiserState,
        replica,
      });
    },
    dispose: () => {
      model.dispose();
      disposeOptimiserState(optimiserState);
    },
  };
}
