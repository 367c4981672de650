/** How fast this machine trains, before anything has been trained: by a language model on made-up tokens. */
import type { Candidate } from '../engine/measure';
import { openEngine } from '../engine/open';
import { trainableLanguageModel, type LanguageModelPlan } from '../kinds/language/trainable';
import { carriesState } from '../kinds/language/languageModelTask';
import { carriedMemory } from '../nn/carriedState';
import { initialParameters } from '../nn/shape';
import type { TrainingObserver } from '../nn/trainingLoop';
import { gflopsOf } from '../options/expectedTime';
import { textMessage } from '../protocol/message';
import type { EngineReport } from '../protocol/metrics';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../options/language';
import type { EngineName } from '../protocol/model';
import { mostRows } from '../text/batches/batches';
import { Random } from '../text/random/random';
import type { Steps } from '../training/kind';
import type { Pause } from '../training/pause';
import { candidateOf } from '../training/candidate';
import { shared, startSteps } from '../training/steps';

/** Characters of an English text. */
const vocabularySize = 96;
const budgetMs = 400;
/** Batches of an epoch of the training that is measured: more than fit into the time. */
const batches = 200;

/**
 * 10^9 floating-point operations a second of the engine preferred here, all its threads together: of a training that uses these threads, since they
 * share the machine's cores and memory with each other and with whatever else runs. Takes about a second.
 */
export async function measureSpeed(
  threads = defaultLanguageModelOptions.training.threads,
  pause: Pause = () => Promise.resolve(),
): Promise<number> {
  const standard = defaultLanguageModelOptions;
  const options = { ...standard, training: { ...standard.training, threads } };
  const { name } = await openEngine({ engine: 'auto', split: options.training });
  await pause();
  const learner = await startSteps('language', stepsOf(options, batches), name, undefined, pause);
  try {
    const { batchSize, timeSteps } = options.training;
    const seconds = await secondsOfStep(({ observer, isDone }) => learner.run(observer, isDone), pause);
    return gflopsOf(options.network, vocabularySize, (batchSize * timeSteps) / seconds);
  } finally {
    learner.dispose();
  }
}

interface StepTimer {
  observer: TrainingObserver;
  isDone: () => boolean;
}

/** The median step of a training; its first step waits until the other threads have started. */
async function secondsOfStep(training: (timer: StepTimer) => Promise<unknown>, pause: Pause): Promise<number> {
  const times: number[] = [];
  let [began, end] = [NaN, Infinity];
  const ignore = (): void => undefined;
  await training({
    observer: {
      metrics: ignore,
      validation: ignore,
      note: ignore,
      pause,
      between: async (_position, _epochs, pauseUntilStopped) => {
        const now = performance.now();
        if (Number.isNaN(began)) end = now + budgetMs;
        else times.push(now - began);
        await pauseUntilStopped();
        began = performance.now();
      },
    },
    isDone: () => times.length > 0 && performance.now() > end,
  });
  return times.toSorted((a, b) => a - b)[times.length >> 1]! / 1000;
}

/** Opens each engine, trains a few steps of the model on it, and says which one `auto` takes and why. */
export async function measureEngines(options: LanguageModelOptions): Promise<EngineReport> {
  const steps = stepsOf(options, 2);
  const { optimiser, training, data } = steps;
  const candidate = (engine: EngineName): Candidate =>
    candidateOf(
      steps.trainable({
        kind: 'language',
        engine,
        optimiser,
        training,
        arrays: steps.initialArrays(),
        position: undefined,
        data,
      }),
      optimiser,
    );
  const { report } = await openEngine({ engine: 'auto', candidate, split: options.training });
  return report;
}

function stepsOf({ network, optimiser, training }: LanguageModelOptions, count: number): Steps<LanguageModelPlan> {
  const shape = { ...network, vocabularySize };
  const length = count * training.batchSize * training.timeSteps + 2 * training.timeSteps;
  const trainingIds = shared(Int32Array.from({ length }, (_, i) => i % vocabularySize));
  const carried = carriesState(training, shape) ? { carried: carriedMemory(shape, mostRows(training)) } : {};
  return {
    optimiser,
    training,
    data: { shape, training, trainingIds, ...carried },
    initialArrays: () => initialParameters(shape, new Random(training.seed)),
    // Nothing is said of a model that is made for measuring alone.
    trainable: plan => ({ ...trainableLanguageModel(plan), verdict: () => textMessage('') }),
  };
}
