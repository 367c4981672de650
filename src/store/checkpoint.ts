/** checkpoint.safetensors: all it takes to go on with a run, in one file, so that its parts always belong together. */
import { join } from 'node:path';
import { averageName, momentNames } from '../protocol/moments';
import { files } from './files';
import { checked, parseJson, positionSchema, serialise } from './schemas';
import { readTensorFile, writeTensorFile } from './tensorFile';
import type { Checkpoint, TensorShape } from './types';

/** The array of what the last step has left for the next one. */
export const carriedName = 'carried';

export const checkpointFile = 'checkpoint.safetensors';

/** @throws UnrollError 'not-saved' */
export async function saveCheckpoint(folder: string, { tensors, resume }: Checkpoint): Promise<void> {
  await writeTensorFile(join(folder, checkpointFile), { tensors, metadata: { resume: serialise(resume) } });
}

/**
 * @param weights what the model consists of; the moments of the optimiser and their means may stand beside them
 * @param carried numbers that a step leaves for the next one; 0: none
 * @throws UnrollError 'model-not-found' without a checkpoint, 'model-damaged' when it cannot be read or does not fit the model
 */
export async function readCheckpoint(
  folder: string,
  weights: readonly TensorShape[],
  carried = 0,
): Promise<Checkpoint> {
  const path = join(folder, checkpointFile);
  const moments = weights.flatMap(({ name, shape }) =>
    [...Object.values(momentNames(name)).flat(), averageName(name)].map(beside => ({ name: beside, shape })),
  );
  const beside = carried > 0 ? [...moments, { name: carriedName, shape: [carried] }] : moments;
  const { tensors, metadata } = await readTensorFile(path, weights, beside);
  return { tensors, resume: checked(positionSchema, parseJson(metadata['resume'] ?? '', path), path) };
}

/** A finished run needs none. One that cannot be removed is passed over by lists, and swept later. */
export const deleteCheckpoint = (folder: string): Promise<void> =>
  files.remove(join(folder, checkpointFile)).catch(() => undefined);
