/** The training speed of this machine, from which expected times are computed. It is measured before the first run and updated by each run. */
import type { Memento } from 'vscode';
import { gflopsOf } from '../../kinds/descriptions';
import { usualGflops } from '../../options/expectedTime';
import type { RunRecord } from '../../protocol/run';
import type { ModelManifest } from '../../store/types';
import { mementoKeys } from '../ids';
import { WorkerProcess, type WorkerProgram } from '../process/workerProcess';

/** 10^9 floating-point operations a second, all threads together. */
type Gflops = number;

export class MachineSpeed {
  constructor(
    private readonly memory: Memento,
    private readonly workers: WorkerProgram,
  ) {}

  /** The stored speed, else a measurement of about a second, else a typical speed. @param threads as in the settings */
  async get(threads: number): Promise<Gflops> {
    const remembered = this.memory.get<unknown>(mementoKeys.speed);
    if (isSpeed(remembered)) return remembered;
    try {
      const setup = { ...this.workers, lowPriority: true };
      const measured = await WorkerProcess.during(setup, worker => worker.request('measureSpeed', { threads }));
      if (!isSpeed(measured)) return usualGflops;
      await this.remember(measured);
      return measured;
    } catch (thrown) {
      this.workers.log.warn(`The speed of this machine could not be measured: ${String(thrown)}`);
      return usualGflops;
    }
  }

  async learn(manifest: ModelManifest, record: RunRecord): Promise<void> {
    const speed = speedOf(manifest, record);
    if (speed !== undefined) await this.remember(speed);
  }

  private async remember(speed: Gflops): Promise<void> {
    await this.memory.update(mementoKeys.speed, speed);
  }
}

const isSpeed = (value: unknown): value is Gflops => typeof value === 'number' && value > 0 && Number.isFinite(value);

/** The median speed of a run; undefined for a run without enough reports. */
export function speedOf(manifest: ModelManifest, { metrics, corpus }: RunRecord): Gflops | undefined {
  // The first report includes work that is done once.
  const speeds = metrics.slice(1).map(({ tokensPerSecond }) => tokensPerSecond);
  const median = speeds.toSorted((a, b) => a - b)[speeds.length >> 1];
  if (median === undefined || !corpus) return undefined;
  return gflopsOf(manifest, corpus.vocabularySize, median);
}
