/** What is said of a model later: its name, a person's notes on it, how many keys it saves. Its folder stays where it is. */
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { lockModel } from './lock';
import { readContents, writeManifest, writeRun, writeVocabularies } from './manifest';

export interface Description {
  name?: string;
  /** Empty: none. */
  notes?: string;
  keysSaved?: number;
}

/** @throws UnrollError 'busy' while a process trains it, 'model-damaged', 'not-saved' */
export async function describeStored(folder: string, change: Description): Promise<void> {
  const { manifest, vocabularies, record } = await readContents(folder);
  if (manifest.state === 'training') throw new UnrollError('busy', message('models.isTraining'));
  const lock = await lockModel(folder, manifest.name);
  try {
    // A folder of version 1 has everything in its model.json: the rest is written to other files before model.json is rewritten.
    await writeVocabularies(folder, vocabularies);
    await writeRun(folder, record);
    const { notes, ...rest } = { ...manifest, ...change };
    await writeManifest(folder, notes === undefined || notes === '' ? rest : { ...rest, notes });
  } finally {
    await lock.release();
  }
}
