/** How fast this machine trains, before anything has been trained. */
import { measureEngines } from '../engine/measure';
import { openEngine } from '../engine/open';
import { threadsOf } from '../engine/parallel/threadCount';
import { defaultLanguageModelOptions } from '../protocol/model';
import { gflopsOf } from '../protocol/presets';

const { network, training } = defaultLanguageModelOptions;
const vocabularySize = 96;
const budgetMs = 400;

/** 10^9 floating-point operations a second of the embedded engine, all its threads together; takes half a second. */
export async function measureSpeed(threads = training.threads): Promise<number> {
  const { backend } = await openEngine({ backend: 'wasm' });
  const shape = { ...network, ...training, vocabularySize };
  const speeds = await measureEngines(shape, [backend], budgetMs);
  const together = threadsOf(backend, threads, training.batchSize);
  return gflopsOf(network, vocabularySize, (speeds.get(backend) ?? 0) * together);
}
