/** What is written where a person says: they may mean a link, a pipe or a device. */
import { realpath, writeFile } from 'node:fs/promises';
import { diskError, hasCode } from './diskErrors';
import { files, writeAtomically } from './files';

/**
 * A file is the old one or the new one, never half of it, and what a link leads to; nothing takes the place of a pipe or a device.
 * @throws UnrollError 'not-saved'
 */
export async function writeOutput(path: string, content: Uint8Array | string): Promise<void> {
  try {
    const found = await files.follow(path).catch((thrown: unknown) => {
      if (hasCode(thrown, 'ENOENT')) return undefined;
      throw thrown;
    });
    if (found && !found.isFile() && !found.isDirectory()) await writeFile(path, content);
    else await writeAtomically(found ? await realpath(path) : path, content);
  } catch (thrown) {
    throw diskError(thrown, 'write', path);
  }
}
