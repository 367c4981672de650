/** A safetensors file on disk. */
import { basename } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { damagedFile, withFile, writeAtomically } from './files';
import { encodeSafetensors, readSafetensors, type TensorFile, type Wanted } from './safetensors';
import type { TensorShape } from './types';

/** @throws UnrollError 'not-saved' */
export const writeTensorFile = (path: string, file: TensorFile): Promise<void> =>
  writeAtomically(path, encodeSafetensors(file));

/**
 * @param required these must be there, and nothing else but `allowed`
 * @throws UnrollError 'model-not-found' without the file, 'model-damaged' when it is not sound or holds other arrays
 */
export async function readTensorFile(
  path: string,
  required: readonly TensorShape[],
  allowed: readonly TensorShape[] = [],
  wanted?: Wanted,
): Promise<TensorFile> {
  const file = await withFile(path, async source => {
    try {
      return await readSafetensors(source, shapes => checkShapes(shapes, required, allowed), wanted);
    } catch (thrown) {
      // What the system says has its own sentence.
      if (thrown instanceof UnrollError || (thrown instanceof Error && 'syscall' in thrown)) throw thrown;
      throw damagedFile(path, thrown instanceof Error ? thrown.message : String(thrown));
    }
  });
  if (file) return file;
  throw new UnrollError('model-not-found', message('error.neverSaved', { name: basename(path) }), path);
}

function checkShapes(
  found: readonly TensorShape[],
  required: readonly TensorShape[],
  allowed: readonly TensorShape[],
): void {
  const shapes = new Map(found.map(({ name, shape }) => [name, shape.join()]));
  const known = new Map([...allowed, ...required].map(({ name, shape }) => [name, shape.join()]));
  for (const { name } of required) if (!shapes.has(name)) throw new Error(`"${name}" is missing`);
  for (const [name, shape] of shapes) {
    if (!known.has(name)) throw new Error(`"${name}" does not belong to the model`);
    if (known.get(name) !== shape)
      throw new Error(`"${name}" has the shape [${shape}], not [${known.get(name) ?? ''}]`);
  }
}
