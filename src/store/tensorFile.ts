/** A safetensors file on disk. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { hasCode, writeAtomically } from './atomic';
import { decodeSafetensors, encodeSafetensors, type TensorFile } from './safetensors';

export const writeTensorFile = (path: string, file: TensorFile): Promise<void> =>
  writeAtomically(path, encodeSafetensors(file));

/** @throws UnrollError 'model-not-found' without the file, 'model-damaged' when it is not sound */
export async function readTensorFile(path: string): Promise<TensorFile> {
  return decodeSafetensors(await readBytes(path), basename(path));
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (thrown) {
    const name = basename(path);
    if (hasCode(thrown, 'ENOENT'))
      throw new UnrollError(
        'model-not-found',
        `The model has no ${name}: its training ended before it was saved. Train it again.`,
        path,
      );
    throw new UnrollError(
      'file-unreadable',
      `The model's ${name} cannot be read. Check the permissions of its folder.`,
      String(thrown),
    );
  }
}
