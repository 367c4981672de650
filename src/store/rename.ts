/** Gives a model another name; its folder stays where it is. */
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { lockModel } from './lock';
import { readContents, writeManifest, writeRun, writeVocabularies } from './manifest';

/** @throws UnrollError 'busy' while a process trains it, 'model-damaged', 'not-saved' */
export async function renameModel(folder: string, name: string): Promise<void> {
  const { manifest, vocabularies, record } = await readContents(folder);
  if (manifest.state === 'training') throw new UnrollError('busy', message('models.isTraining'));
  const lock = await lockModel(folder, manifest.name);
  try {
    // A folder of version 1 has all in its model.json: the rest is put beside it before that is written anew.
    await writeVocabularies(folder, vocabularies);
    await writeRun(folder, record);
    await writeManifest(folder, { ...manifest, name });
  } finally {
    await lock.release();
  }
}
