import { openEngine } from '../engine/open';
import type { EngineReport } from '../protocol/metrics';
import type { LanguageModelOptions } from '../protocol/model';

/** Opens each engine, trains a few steps of the model's shape on it, and says which one `auto` takes and why. */
export async function measureEngines(options: LanguageModelOptions, vocabularySize: number): Promise<EngineReport> {
  const { report } = await openEngine({
    backend: 'auto',
    shape: { ...options.network, ...options.training, vocabularySize },
  });
  return report;
}
