/** The machine that a training runs on, as it calls itself. */
import { arch, cpus, platform, release } from 'node:os';
import type { Machine } from '../protocol/metrics';

export function thisMachine(): Machine {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? '';
  return {
    processor: model === '' ? arch() : model,
    processors: processors.length,
    system: `${platform()} ${release()}, Node ${process.versions.node}`,
  };
}
