/** model.json: read from the unknown, checked field by field, written atomically. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnrollError } from '../protocol/errors';
import { thin } from '../protocol/thin';
import { hasCode, writeAtomically } from './atomic';
import { manifestShape } from './manifestShape';
import { fits } from './shape';
import { manifestVersion, type ModelManifest, type RunRecord } from './types';

export const manifestFile = 'model.json';

/** A stored series has at most so many points. */
const pointsPerSeries = 2000;

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
  await writeAtomically(join(folder, manifestFile), serialise({ ...rest, ...writer, run: thinned(manifest.run) }));
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
      key === 'kind' ? withoutSuffix(value) : withEngineName(fromMarked(value)),
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

/** JSON has no NaN and no infinity, a run that diverged has: they are written as {"number": "NaN"}. */
const serialise = (manifest: ModelManifest): string =>
  JSON.stringify(manifest, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value,
  );

function fromMarked(value: unknown): unknown {
  const marked = typeof value === 'object' && value !== null && 'number' in value && Object.keys(value).length === 1;
  return marked && typeof value.number === 'string' ? Number(value.number) : value;
}

/** Models of the first versions say `backend` for engine, and `native` for tfjs-node. */
function withEngineName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('backend' in value) || !('available' in value)) return value;
  const { backend, ...rest } = value;
  return { engine: backend === 'native' ? 'tfjs-node' : backend, ...rest };
}

const thinned = (run: RunRecord): RunRecord => ({
  ...run,
  metrics: thin(run.metrics, pointsPerSeries),
  validations: thin(run.validations, pointsPerSeries),
  samples: thin(run.samples, pointsPerSeries),
});

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
