/** voices.bin: what the voices of a language model have learned. A model without it is used without them. */
import { join } from 'node:path';
import { withFile, writeAtomically } from './files';

export const voicesFile = 'voices.bin';

/** No predictor is larger. */
const mostBytes = 512 * 2 ** 20;

/** @throws UnrollError 'not-saved' */
export const writeVoices = (folder: string, voices: ArrayBuffer): Promise<void> =>
  writeAtomically(join(folder, voicesFile), new Uint8Array(voices));

/** Undefined when there is none. @throws UnrollError 'model-damaged' for what is not a regular file, 'file-unreadable' */
export const readVoices = (folder: string): Promise<ArrayBuffer | undefined> =>
  withFile(join(folder, voicesFile), async ({ size, read }) => {
    if (size > mostBytes) return undefined;
    const bytes = new Uint8Array(size);
    await read(bytes, 0);
    return bytes.buffer;
  });
