/**
 * Energy that the processor has taken, where the machine tells: the counters of RAPL, as Linux shows them to those who may read them
 * (https://www.kernel.org/doc/html/latest/power/powercap/powercap.html). It is the whole processor's, whatever else runs on it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of one package; the zones within it (cores, memory) are part of it. */
const packageZone = /^[a-z-]+:\d+$/;

interface Counter {
  path: string;
  /** Microjoules at which the counter wraps around to 0. */
  range: number;
  last: number;
}

export class EnergyMeter {
  private readonly counters: Counter[];
  private microjoules = 0;

  constructor(folder = '/sys/class/powercap') {
    this.counters = countersIn(folder);
  }

  /** Joules since it was made; undefined where the machine does not tell. To be asked every few minutes: a counter soon wraps around. */
  read(): number | undefined {
    if (this.counters.length === 0) return undefined;
    for (const counter of this.counters) {
      const now = numberIn(counter.path);
      if (now === undefined) continue;
      this.microjoules += now >= counter.last ? now - counter.last : counter.range - counter.last + now;
      counter.last = now;
    }
    return this.microjoules / 1e6;
  }
}

function countersIn(folder: string): Counter[] {
  try {
    return readdirSync(folder)
      .filter(zone => packageZone.test(zone) && textIn(join(folder, zone, 'name')).startsWith('package'))
      .flatMap(zone => {
        const path = join(folder, zone, 'energy_uj');
        const [last, range] = [path, join(folder, zone, 'max_energy_range_uj')].map(numberIn);
        return last === undefined || range === undefined ? [] : [{ path, range, last }];
      });
  } catch {
    return [];
  }
}

/** Undefined for what may not be read, and for what is no number. */
function numberIn(path: string): number | undefined {
  try {
    const text = textIn(path);
    return /^\d+$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

const textIn = (path: string): string => readFileSync(path, 'utf8').trim();
