/** How fast this machine trains, before anything has been trained: by a language model on made-up tokens. */
import { tokensPerSecond, type Candidate } from '../engine/measure';
import { openEngine } from '../engine/open';
import { trainableLanguageModel } from '../kinds/language/trainable';
import { initialParameters } from '../nn/shape';
import type { EngineReport } from '../protocol/metrics';
import { defaultLanguageModelOptions, type LanguageModelOptions } from '../options/language';
import type { EngineName } from '../protocol/model';
import { gflopsOf } from '../options/presets';
import { Random } from '../text/random/random';
import type { Pause } from '../training/pause';
import { candidateOf } from '../training/candidate';

/** Characters of an English text. */
const vocabularySize = 96;
const budgetMs = 400;

/** 10^9 floating-point operations a second of the engine preferred here, all its threads together; takes half a second. */
export async function measureSpeed(
  threads = defaultLanguageModelOptions.training.threads,
  pause: Pause = () => Promise.resolve(),
): Promise<number> {
  const options = defaultLanguageModelOptions;
  const { name, report } = await openEngine({ engine: 'auto', split: { ...options.training, threads } });
  await pause();
  const candidate = candidateFor(options, name);
  try {
    const speed = await tokensPerSecond(candidate, budgetMs, pause);
    return report.threads * gflopsOf(options.network, vocabularySize, speed);
  } finally {
    candidate.dispose();
  }
}

/** Opens each engine, trains a few steps of the model on it, and says which one `auto` takes and why. */
export async function measureEngines(options: LanguageModelOptions): Promise<EngineReport> {
  const candidate = (engine: EngineName): Candidate => candidateFor(options, engine);
  const { report } = await openEngine({ engine: 'auto', candidate, split: options.training });
  return report;
}

function candidateFor({ network, optimiser, training }: LanguageModelOptions, engine: EngineName): Candidate {
  const shape = { ...network, vocabularySize };
  const length = 2 * training.batchSize * training.timeSteps + 2 * training.timeSteps;
  const trainingIds = Int32Array.from({ length }, (_, i) => i % vocabularySize);
  const trainable = trainableLanguageModel({
    kind: 'language',
    engine,
    optimiser,
    training,
    arrays: initialParameters(shape, new Random(training.seed)),
    position: undefined,
    data: { shape, training, trainingIds },
  });
  return candidateOf(trainable, optimiser);
}
