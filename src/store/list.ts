/** The list of models: of each folder only its names and its small manifest are read. */
import { basename, join } from 'node:path';
import { toUnrollError } from '../protocol/errors';
import { checkpointFile } from './checkpoint';
import { diskError, hasCode } from './diskErrors';
import { files } from './files';
import { lockFile } from './lock';
import { liveManifest, manifestFile, readStored, type StoredManifest } from './manifest';
import { weightsFile } from './models';
import { importingPrefix } from './sweep';
import type { ModelManifest } from './types';
import type { Message } from '../protocol/message';

export interface StoredModelEntry {
  kind: 'model';
  id: string;
  folder: string;
  manifest: ModelManifest;
  hasWeights: boolean;
  /** Whether a run can go on from here, unless it is under way. */
  hasCheckpoint: boolean;
}

/** A line of a list of models. */
export type ModelEntry = StoredModelEntry | { kind: 'damaged'; id: string; folder: string; reason: Message };

/** Folder -> its manifest and the state of the file that it was read from. */
export type ManifestCache = Map<string, { stamp: string; stored: StoredManifest }>;

/** So many folders are read at a time: systems limit the number of open files. */
const atATime = 16;

/**
 * Newest first; damaged ones last, with the reason. A folder that is not there has no models. Links to folders are followed.
 * @param cache manifests whose files have not changed are taken from it
 * @throws UnrollError 'file-unreadable'
 */
export async function listModels(modelsFolder: string, cache: ManifestCache = new Map()): Promise<ModelEntry[]> {
  const folders = await subfolders(modelsFolder);
  const entries: ModelEntry[] = [];
  const next = folders.values();
  const reader = async (): Promise<void> => {
    for (const folder of next) {
      const entry = await entryOf(folder, cache);
      if (entry) entries.push(entry);
    }
  };
  await Promise.all(Array.from({ length: atATime }, reader));
  for (const folder of cache.keys()) if (!folders.has(folder)) cache.delete(folder);
  const age = (entry: ModelEntry): string => (entry.kind === 'model' ? entry.manifest.createdAt : '');
  return entries.sort((a, b) => compare(age(b), age(a)) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function subfolders(folder: string): Promise<Set<string>> {
  try {
    const entries = await files.list(folder);
    return new Set(
      entries
        .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
        .filter(({ name }) => !name.startsWith(importingPrefix))
        .map(({ name }) => join(folder, name)),
    );
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return new Set();
    throw diskError(thrown, 'read', join(folder, 'models'));
  }
}

/** Undefined for a folder that is no model: it has neither manifest nor weights. */
async function entryOf(folder: string, cache: ManifestCache): Promise<ModelEntry | undefined> {
  const id = basename(folder);
  let names: Set<string>;
  try {
    names = new Set((await files.list(folder)).map(({ name }) => name));
  } catch (thrown) {
    // A file under another name, a link that leads nowhere or to a file, or a folder deleted meanwhile.
    if (hasCode(thrown, 'ENOENT') || hasCode(thrown, 'ENOTDIR')) return undefined;
    return { kind: 'damaged', id, folder, reason: diskError(thrown, 'read', join(folder, manifestFile)).sentence };
  }
  const hasWeights = names.has(weightsFile);
  if (!names.has(manifestFile) && !hasWeights) return undefined;
  try {
    const manifest = await liveManifest(folder, await cachedManifest(folder, cache), names.has(lockFile));
    return {
      kind: 'model',
      id,
      folder,
      manifest,
      hasWeights,
      hasCheckpoint: names.has(checkpointFile) && !isDone(manifest),
    };
  } catch (thrown) {
    return { kind: 'damaged', id, folder, reason: toUnrollError(thrown).sentence };
  }
}

/** A run that came to its end does not go on, even where its checkpoint could not be removed. */
const isDone = ({ state, result }: ModelManifest): boolean => state === 'finished' && result?.reason !== 'stopped';

async function cachedManifest(folder: string, cache: ManifestCache): Promise<StoredManifest> {
  const { mtimeMs, size, ino } = await files.look(join(folder, manifestFile));
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = cache.get(folder);
  if (known?.stamp === stamp) return known.stored;
  const stored = await readStored(folder);
  cache.set(folder, { stamp, stored });
  return stored;
}
