/** Where the models of the command line are, and how one of them is named there. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { manifestFile } from '../store/manifest';
import { listModels, type ModelEntry, type StoredModelEntry } from '../store/list';
import type { Message } from '../protocol/message';
import { describeModel } from '../kinds/descriptions';
import { slugOf } from '../store/models';
import { message } from '../words/message';

interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  home: string;
}

/** $UNROLL_HOME/models, or the place this system keeps such data: $XDG_DATA_HOME, %LOCALAPPDATA%, else ~/.unroll. */
export function modelsFolderOf({ environment, platform, home }: Surroundings): string {
  const { UNROLL_HOME: own, XDG_DATA_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (own) return join(own, 'models');
  if (platform === 'win32' && local) return join(local, 'unroll', 'models');
  if (xdg) return join(xdg, 'unroll', 'models');
  return join(home, '.unroll', 'models');
}

/** What a model is needed for. */
export interface Need {
  /** Whether the model can do it: of several of a name the newest that can is taken. */
  suits: (model: StoredModelEntry) => boolean;
  /** Told which was taken where those of the name that suit are of several kinds. */
  remark?: (sentence: Message) => void;
}

/**
 * The folder of a model given by its folder, its id, or its name: the newest of that name that suits, or the newest if none does, so that
 * opening it says why.
 * @throws UnrollError 'model-not-found'
 */
export async function findModel(given: string, modelsFolder: string, need: Need): Promise<string> {
  if (existsSync(join(given, manifestFile))) return resolve(given);
  const entries = await listModels(modelsFolder);
  const found =
    entries.find(({ id }) => id === given) ??
    ofName(given, entries, need) ??
    // Its own name cannot be read, but its folder was called after it: opening it says what is wrong.
    entries.find(({ kind, id }) => kind === 'damaged' && id.replace(/-[^-]*$/, '') === slugOf(given));
  if (found) return found.folder;
  throw new UnrollError('model-not-found', message('terminal.noModel', { name: given, folder: modelsFolder }));
}

function ofName(name: string, entries: readonly ModelEntry[], { suits, remark }: Need): StoredModelEntry | undefined {
  const named = entries.filter(entry => entry.kind === 'model').filter(({ manifest }) => manifest.name === name);
  const suitable = named.filter(suits);
  const [taken = named.find(({ hasWeights }) => hasWeights)] = suitable;
  const other = suitable.find(({ manifest }) => manifest.kind !== taken?.manifest.kind);
  if (taken && other) {
    const [model, otherModel] = [describeModel(taken.manifest), describeModel(other.manifest)];
    remark?.(message('terminal.newestTaken', { name, id: taken.id, model, otherId: other.id, otherModel }));
  }
  return taken;
}
