/** Learning by gradient steps: every thread builds the model from the same arrays and trains it on its own rows of each batch. */
import { join } from 'node:path';
import { assetsFolder } from '../engine/assets';
import type { OptimiserState } from '../engine/contract';
import { openEngine } from '../engine/open';
import { operations } from '../engine/operations';
import type { Replica } from '../engine/parallel/replica';
import { startReplicas, type ReplicaGroup } from '../engine/parallel/start';
import { createOptimiserState, disposeOptimiserState, optimiserArrays, restoreOptimiser } from '../nn/optimiser';
import type { NamedArray } from '../nn/parameters';
import { TrainingLoop, type TrainingSetup } from '../nn/trainingLoop';
import { plannedSteps } from '../nn/trainingTask';
import { WeightAverage } from '../nn/weightAverage';
import type { KindId } from '../protocol/kind';
import type { EngineChoice, EngineName } from '../protocol/model';
import { isMoment } from '../protocol/moments';
import { startPosition } from '../protocol/position';
import { carriedName } from '../store/checkpoint';
import type { Checkpoint } from '../store/types';
import { candidateOf } from './candidate';
import type { Pause } from './pause';
import type { Appraisal, Learner, ReplicaPlan, Steps, Trainable } from './kind';

/** A run that is resumed. */
export interface Earlier {
  best: NamedArray[];
  checkpoint: Checkpoint;
}

/** @param pause awaited between the steps of a measurement; may throw to end it */
export async function startSteps(
  kind: KindId,
  steps: Steps,
  choice: EngineChoice,
  earlier: Earlier | undefined,
  pause: Pause = () => Promise.resolve(),
): Promise<Learner> {
  const { data, optimiser, training } = steps;
  const initial = steps.initialArrays();
  const trained = new Set(initial.map(({ name }) => name));
  /** Not one that is merely kept beside the weights. */
  const isTrained = (array: NamedArray): boolean => !isWeight(array) || trained.has(array.name);
  const arrays = earlier?.checkpoint.tensors.filter(isTrained) ?? initial;
  const fresh = steps.measuredFirst ? { ...startPosition, validationDue: true } : undefined;
  const position = earlier?.checkpoint.resume ?? fresh;
  const planOn = (engine: EngineName): ReplicaPlan => ({ kind, engine, data, optimiser, training, arrays, position });
  const engine = await openEngine({
    engine: choice,
    split: training,
    shape: shapeOf(kind, steps, initial),
    unit: steps.unit,
    candidate: name => candidateOf(steps.trainable(planOn(name)), optimiser),
    pause,
  });
  const plan = planOn(engine.name);
  const trainable = steps.trainable(plan);
  let replicas: ReplicaGroup | undefined;
  try {
    replicas = startReplicasOf(plan, engine.report.threads);
    return learnerOf(trainable, plan, engine.report, replicas, earlier?.best.filter(isTrained));
  } catch (thrown) {
    replicas?.dispose();
    trainable.dispose();
    throw thrown;
  }
}

/** What the speed of a step depends on. */
function shapeOf(kind: KindId, { size, training, optimiser }: Steps, arrays: readonly NamedArray[]): string {
  const activations = size?.of(size.hiddenSize).activations;
  return JSON.stringify([kind, activations, training.batchSize, optimiser.kind, arrays.map(({ shape }) => shape)]);
}

function learnerOf(
  trainable: Trainable & Appraisal,
  plan: ReplicaPlan,
  engine: Learner['engine'],
  replicas: ReplicaGroup,
  best: NamedArray[] | undefined,
): Learner {
  const run = startRun(trainable, plan, replicas.replica);
  const { parameters, task } = trainable;
  let loop: TrainingLoop<unknown> | undefined;
  return {
    ...trainable,
    engine,
    parameters: parameters.count,
    totalSteps: plannedSteps(task, plan.training.epochs),
    epochs: plan.training.epochs,
    run: async (observer, stopRequested) => {
      loop = run.loop({ observer, stopRequested, ...(best ? { best } : {}) });
      const outcome = await loop.run();
      // After a stop the others wait for a step that is not taken.
      replicas.dispose();
      return outcome;
    },
    epochsDone: () => loop?.epochs ?? 0,
    state: () => {
      const kept = trainable.kept?.() ?? [];
      return {
        best: [...(loop?.best ?? parameters.snapshot()), ...kept],
        tensors: [
          ...parameters.snapshot(),
          ...optimiserArrays(run.optimiserState, parameters),
          ...(run.average?.arrays() ?? []),
          ...carriedArrays(loop?.carried),
          ...kept,
        ],
      };
    },
    restore: arrays => parameters.restore(arrays),
    dispose: () => {
      replicas.dispose();
      run.dispose();
    },
  };
}

export interface Run<B> {
  optimiserState: OptimiserState;
  average: WeightAverage | undefined;
  loop(extra: Pick<TrainingSetup<B>, 'observer' | 'best' | 'stopRequested'>): TrainingLoop<B>;
  dispose(): void;
}

/** What every thread of a run does. */
export function startRun<B>(trainable: Trainable<B>, plan: ReplicaPlan, replica: Replica): Run<B> {
  const { parameters, task } = trainable;
  const { optimiser, training, arrays, position } = plan;
  const optimiserState = createOptimiserState(optimiser.kind, parameters);
  const carried = arrays.find(({ name }) => name === carriedName);
  const average =
    replica.rank === 0 && optimiser.averaging > 0 ? new WeightAverage(parameters, optimiser.averaging) : undefined;
  if (position) {
    restoreOptimiser(optimiserState, parameters, arrays, position.updates);
    average?.restore(arrays);
  }
  return {
    optimiserState,
    average,
    loop: extra =>
      new TrainingLoop({
        ...extra,
        task,
        optimiser,
        ...(average ? { average } : {}),
        training,
        ...(position ? { position } : {}),
        ...(carried ? { carried: carried.data } : {}),
        operations,
        optimiserState,
        replica,
      }),
    dispose: () => {
      task.dispose();
      trainable.dispose();
      disposeOptimiserState(optimiserState);
      average?.dispose();
    },
  };
}

/** @param count threads, this one included */
export function startReplicasOf(plan: ReplicaPlan, count: number): ReplicaGroup {
  const values = weightsOf(plan).reduce((total, { data }) => total + data.length, 0);
  return startReplicas({ count, workerFile: join(assetsFolder, 'replica.js'), values, payload: plan });
}

const carriedArrays = (data: Float32Array | undefined): NamedArray[] =>
  data === undefined ? [] : [{ name: carriedName, shape: [data.length], data }];

const isWeight = ({ name }: NamedArray): boolean => !isMoment(name) && name !== carriedName;

export const weightsOf = (plan: Pick<ReplicaPlan, 'arrays'>): NamedArray[] => plan.arrays.filter(isWeight);

/** A copy in memory that all threads see, so that a long array is not copied to each. */
export function shared(values: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** The same of numbers with a fraction. */
export function sharedFloats(values: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
