/** voices.bin: what the voices of a language model have learned. A model without it is used without them. */
import { join } from 'node:path';
import { diskError, hasCode } from './diskErrors';
import { files, withFile, writeAtomically, type OpenFile } from './files';

export const voicesFile = 'voices.bin';

/** No predictor is larger. */
const mostBytes = 512 * 2 ** 20;

/** @throws UnrollError 'not-saved' */
export const writeVoices = (folder: string, voices: ArrayBuffer): Promise<void> =>
  writeAtomically(join(folder, voicesFile), new Uint8Array(voices));

/** What the voices had learned before a person had them learn more. */
const earlierFile = 'voices.earlier.bin';

/** Voices that have learned more; what they were before is kept. @throws UnrollError 'not-saved' */
export async function writeTaughtVoices(folder: string, voices: ArrayBuffer): Promise<void> {
  const [now, earlier] = [join(folder, voicesFile), join(folder, earlierFile)];
  await files.look(earlier).catch(async () => {
    await writeAtomically(earlier, (await readVoices(folder)) ?? new Uint8Array(0));
  });
  await writeAtomically(now, new Uint8Array(voices));
}

/** As they were before a person had them learn more. @throws UnrollError 'not-saved' */
export async function restoreVoices(folder: string): Promise<void> {
  try {
    await files.rename(join(folder, earlierFile), join(folder, voicesFile));
  } catch (thrown) {
    if (!hasCode(thrown, 'ENOENT')) throw diskError(thrown, 'write', join(folder, voicesFile));
  }
}

/** Opens what was saved for the time of `use`. Undefined when there is none, or what no predictor can be. Throws as `withFile` does. */
export const withVoices = <T>(folder: string, use: (saved: OpenFile) => Promise<T>): Promise<T | undefined> =>
  withFile(join(folder, voicesFile), async saved => (saved.size > mostBytes ? undefined : use(saved)));

/** All of it. */
const readVoices = (folder: string): Promise<Uint8Array | undefined> =>
  withVoices(folder, async ({ size, read }) => {
    const bytes = new Uint8Array(size);
    await read(bytes, 0);
    return bytes;
  });
