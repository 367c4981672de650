/** Removes what runs that broke off have left: temporary files, and folders that never became a model. */
import { basename, join } from 'node:path';
import { files, isTemporary } from './files';
import { isLocked, lockFile } from './lock';
import { runFile, vocabularyFile } from './manifest';

/** What is younger may belong to a run that has only begun. */
const millisecondsToSettle = 5 * 60_000;

/** How folders are called of what is only just being imported. */
export const importingPrefix = '.importing-';

/** What a folder holds that did not become a model; there is nothing of value in it. */
const beginnings = new Set([lockFile, vocabularyFile, runFile]);

/** Never fails: what cannot be removed stays. */
export async function sweep(modelsFolder: string): Promise<void> {
  const entries = await files.list(modelsFolder).catch(() => []);
  for (const entry of entries)
    // Links lead to folders of someone else's.
    if (entry.isDirectory()) await sweepModel(join(modelsFolder, entry.name)).catch(() => undefined);
}

async function sweepModel(folder: string): Promise<void> {
  const names = (await files.list(folder)).map(({ name }) => name);
  const temporary = names.filter(isTemporary);
  const isBeginning =
    basename(folder).startsWith(importingPrefix) || names.every(name => isTemporary(name) || beginnings.has(name));
  if (temporary.length === 0 && !isBeginning) return;
  if (await isLocked(folder)) return;
  if (isBeginning && (await isSettled(folder))) {
    await files.removeFolder(folder);
    return;
  }
  for (const name of temporary) if (await isSettled(join(folder, name))) await files.remove(join(folder, name));
}

const isSettled = async (path: string): Promise<boolean> =>
  Date.now() - (await files.look(path)).mtimeMs > millisecondsToSettle;
