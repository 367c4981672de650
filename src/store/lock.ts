/**
 * The lock of a model that is being trained: a file that names the process and the moment at which that process began, because the number of
 * a process is given again to another one. Where the moment cannot be learned (Windows, or a folder that two machines share), the file's
 * time decides: the training process renews it every minute.
 */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { diskError, hasCode } from './diskErrors';
import { files, readText } from './files';

export const lockFile = 'training.lock';

const millisecondsBetweenRenewals = 60_000;
const millisecondsOfTrust = 10 * millisecondsBetweenRenewals;

const holderSchema = v.object({
  processId: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When the process began, in words that only this system reads; null where that cannot be learned. */
  began: v.nullable(v.string()),
  host: v.string(),
});
type Holder = v.InferOutput<typeof holderSchema>;

/** What a training process holds from its beginning to its end. */
export interface ModelLock {
  release(): Promise<void>;
}

/** @throws UnrollError 'busy' while a living process trains the model, 'not-saved' */
export async function lockModel(folder: string, modelName: string): Promise<ModelLock> {
  const path = join(folder, lockFile);
  const holder: Holder = { processId: process.pid, began: await beganOf(process.pid), host: hostname() };
  if (!(await create(path, holder))) {
    const other = await readHolder(path);
    if (other && (await isHeld(path, other)))
      throw new UnrollError(
        'busy',
        message('error.trainedElsewhere', { name: modelName, process: String(other.processId) }),
      );
    await files.remove(path);
    if (!(await create(path, holder)))
      throw new UnrollError('busy', message('error.trainedSomewhere', { name: modelName }));
  }
  const timer = setInterval(() => void files.touch(path).catch(() => undefined), millisecondsBetweenRenewals).unref();
  return {
    release: async () => {
      clearInterval(timer);
      await files.remove(path).catch(() => undefined);
    },
  };
}

/** Whether a living process trains the model. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, lockFile);
  const holder = await readHolder(path);
  return holder !== undefined && isHeld(path, holder);
}

/** False when there is a lock. */
async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    await files.write(path, JSON.stringify(holder));
    return true;
  } catch (thrown) {
    if (hasCode(thrown, 'EEXIST')) return false;
    // Half of it would be taken for the lock of another.
    await files.remove(path).catch(() => undefined);
    throw diskError(thrown, 'write', path);
  }
}

/** Undefined without a lock and for one that a crash has cut short. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readText(path, 4096).catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const read = v.safeParse(holderSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function isHeld(path: string, { processId, began, host }: Holder): Promise<boolean> {
  if (host !== hostname()) return isFresh(path);
  if (!isAlive(processId)) return false;
  const now = await beganOf(processId);
  return began === null || now === null ? isFresh(path) : began === now;
}

/** Whether a file was written to within the last ten minutes. */
export async function isFresh(path: string): Promise<boolean> {
  try {
    return Date.now() - (await files.look(path)).mtimeMs < millisecondsOfTrust;
  } catch {
    return false;
  }
}

export function isAlive(processId: number): boolean {
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return hasCode(thrown, 'EPERM');
  }
}

/** When a process began; null where that cannot be learned. */
async function beganOf(processId: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') {
      const [boot, line] = await Promise.all([
        readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
        readFile(`/proc/${processId}/stat`, 'utf8'),
      ]);
      // proc(5): field 22 is the start time in clock ticks after boot. The name of the program, in brackets, may hold spaces.
      const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[22 - 3];
      return ticks === undefined ? null : `${boot.trim()} ${ticks}`;
    }
    if (process.platform === 'win32') return null;
    const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const { execFile } = await import('node:child_process');
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(processId)], {
      env: environment,
    });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
