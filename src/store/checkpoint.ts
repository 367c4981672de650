/** checkpoint.safetensors: all it takes to go on with a run, in one file, so that its parts always belong together. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { resumeShape } from './manifestShape';
import { fits } from './shape';
import { readTensorFile, writeTensorFile } from './tensorFile';
import type { Checkpoint } from './types';

export const checkpointFile = 'checkpoint.safetensors';

export async function saveCheckpoint(folder: string, { tensors, resume }: Checkpoint): Promise<void> {
  await writeTensorFile(join(folder, checkpointFile), { tensors, metadata: { resume: JSON.stringify(resume) } });
}

/** @throws UnrollError 'model-not-found' without a checkpoint, 'model-damaged' when it cannot be read */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const { tensors, metadata } = await readTensorFile(join(folder, checkpointFile));
  const resume = parse(metadata['resume'] ?? '');
  if (fits(resumeShape, resume)) return { tensors, resume };
  throw new UnrollError(
    'model-damaged',
    'The checkpoint of this model is damaged. Train the model again.',
    metadata['resume'],
  );
}

/** A finished run needs none. */
export const deleteCheckpoint = (folder: string): Promise<void> => rm(join(folder, checkpointFile), { force: true });

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
