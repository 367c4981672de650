/** Files that are either the old ones or the new ones, never half of them. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Writes beside the target, flushes to the disk, then renames over it. A crash leaves at most a file that ends in `.tmp`. */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameWithRetry(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
}

/** On Windows a rename fails while a virus scanner or an indexer holds either file open: a matter of milliseconds. */
async function renameWithRetry(from: string, to: string): Promise<void> {
  const delays = [10, 30, 100, 300, 1000];
  for (const delay of delays) {
    try {
      await rename(from, to);
      return;
    } catch (thrown) {
      if (!isHeldOpen(thrown)) throw thrown;
      await setTimeout(delay);
    }
  }
  await rename(from, to);
}

const isHeldOpen = (thrown: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].some(code => hasCode(thrown, code));

export const hasCode = (thrown: unknown, code: string): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === code;

/** A rename lasts once its folder is on the disk; Windows knows no such thing and some file systems refuse it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (thrown) {
    if (!['EINVAL', 'ENOTSUP'].some(code => hasCode(thrown, code))) throw thrown;
  } finally {
    await handle.close();
  }
}
