/** model.json: read from the unknown, checked field by field, written atomically. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { toJson, unmarked } from '../protocol/exactJson';
import { hasCode, writeAtomically } from './atomic';
import { manifestShape } from './manifestShape';
import { fits } from './shape';
import { manifestVersion, type ModelManifest } from './types';

export const manifestFile = 'model.json';

/**
 * A run whose process is gone is returned as 'interrupted'.
 * @throws UnrollError 'model-not-found' without the file, 'model-damaged' when it is not a manifest this version reads
 */
export async function readManifest(folder: string): Promise<ModelManifest> {
  const manifest = parseManifest(await readText(join(folder, manifestFile)));
  if (manifest.state !== 'training' || isAlive(manifest.processId)) return manifest;
  return { ...manifest, state: 'interrupted' };
}

export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const { processId, ...rest } = manifest;
  const writer = manifest.state === 'training' ? { processId: processId ?? process.pid } : {};
  await writeAtomically(join(folder, manifestFile), toJson({ ...rest, ...writer }));
}

export function parseManifest(json: string): ModelManifest {
  const value = parse(json);
  const version =
    typeof value === 'object' && value !== null && 'manifestVersion' in value ? value.manifestVersion : undefined;
  if (typeof version === 'number' && version > manifestVersion)
    throw new UnrollError(
      'model-damaged',
      'This model was made by a newer version of Unroll. Update Unroll to use it.',
      `manifest version ${version}`,
    );
  if (fits(manifestShape, value)) return value;
  throw damaged(manifestShape(value, '') ?? '');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json, (key, value: unknown) =>
      key === 'kind' ? withoutSuffix(value) : withEngineName(unmarked(value)),
    );
  } catch (thrown) {
    throw damaged(String(thrown));
  }
}

/** Earlier manifests say 'language-model' for 'language'. */
const withoutSuffix = (kind: unknown): unknown => (typeof kind === 'string' ? kind.replace(/-model$/, '') : kind);

const damaged = (detail: string): UnrollError =>
  new UnrollError(
    'model-damaged',
    `The model's ${manifestFile} is damaged. Restore it from a copy, or delete the model and train it again.`,
    detail,
  );

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT') || hasCode(thrown, 'ENOTDIR'))
      throw new UnrollError(
        'model-not-found',
        'There is no model in this folder. Choose another one, or train a model.',
        path,
      );
    throw new UnrollError(
      'file-unreadable',
      `The model's ${manifestFile} cannot be read. Check the permissions of its folder.`,
      String(thrown),
    );
  }
}

/** Models of the first versions say `backend` for engine, and `native` for tfjs-node. */
function withEngineName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('backend' in value) || !('available' in value)) return value;
  const { backend, ...rest } = value;
  return { engine: backend === 'native' ? 'tfjs-node' : backend, ...rest };
}

function isAlive(processId: number | undefined): boolean {
  if (processId === undefined) return false;
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return hasCode(thrown, 'EPERM');
  }
}
