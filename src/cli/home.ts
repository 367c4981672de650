/** Where the models of the command line are, and how one of them is named there. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { manifestFile } from '../store/manifest';
import { listModels } from '../store/list';
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

/** The folder of a model given by its folder, its id, or its name (the newest of that name). @throws UnrollError 'model-not-found' */
export async function findModel(given: string, modelsFolder: string): Promise<string> {
  if (existsSync(join(given, manifestFile))) return resolve(given);
  const entries = await listModels(modelsFolder);
  const found =
    entries.find(({ id }) => id === given) ??
    entries.find(entry => entry.kind === 'model' && entry.hasWeights && entry.manifest.name === given) ??
    // Its own name cannot be read, but its folder was called after it: opening it says what is wrong.
    entries.find(({ kind, id }) => kind === 'damaged' && id.replace(/-[^-]*$/, '') === slugOf(given));
  if (found) return found.folder;
  throw new UnrollError('model-not-found', message('terminal.noModel', { name: given, folder: modelsFolder }));
}
