/** Stores a test's measurements in a new file, without those of earlier processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function withMeasurements<T>(run: (file: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-'));
  const file = join(folder, 'measurements.json');
  process.env.UNROLL_MEASUREMENTS = file;
  try {
    return await run(file);
  } finally {
    delete process.env.UNROLL_MEASUREMENTS;
    rmSync(folder, { recursive: true });
  }
}
