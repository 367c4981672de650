/**
 * The models on disk, one folder each. Vocabulary and shape are written when the folder is created and stay as they were; the weights are
 * written before the history of the run, that before the manifest, each atomically. So whatever moment a crash comes at, the folder holds a
 * manifest with weights that fit it, or a manifest alone: a run that had not saved anything yet; or no manifest: no model.
 */
import { join } from 'node:path';
import { UnrollError } from '../protocol/errors';
import type { KindId } from '../protocol/kind';
import { message } from '../words/message';
import { modelNotSaved, hasCode } from './diskErrors';
import { files } from './files';
import { lockModel, type ModelLock } from './lock';
import { readContents, vocabularyFile, writeManifest, writeRun, writeVocabularies } from './manifest';
import { inOurNames, isTransposed, ourName, shapesInPyTorch, toPyTorch, weightsMetadata } from './pytorch';
import type { Wanted } from './safetensors';
import { summaryOf } from './schemas';
import { sweep } from './sweep';
import { readTensorFile, writeTensorFile } from './tensorFile';
import type { ManifestOf, ModelContents, ModelManifest, NamedTensor, NewManifest, TensorShape } from './types';

export const weightsFile = 'weights.safetensors';

/** What a kind of model says of its files. */
export interface StoredKind<K extends KindId> {
  kind: K;
  /** How many vocabularies a model has. */
  vocabularies: number;
  /** The arrays that a model consists of, under the names and in the layouts of nn/. */
  tensors(manifest: ManifestOf<K>, vocabularySizes: readonly number[]): TensorShape[];
}

export interface StoredModel<M extends ModelManifest> extends ModelContents {
  folder: string;
  manifest: M;
  /** Under the names and in the layouts of nn/. */
  tensors: NamedTensor[];
}

/** A folder that a run writes to. */
export interface OpenModel<M> {
  folder: string;
  manifest: M;
  /** To be released at the end of the run. */
  lock: ModelLock;
}

/**
 * Makes `<modelsFolder>/<id>` and locks it; what earlier runs left half done is swept.
 * @throws UnrollError 'not-saved'
 */
export async function createModel<M extends NewManifest>(
  modelsFolder: string,
  manifest: M,
  { vocabularies, record }: ModelContents,
): Promise<OpenModel<M & { id: string }>> {
  const { id, folder } = await makeFolder(modelsFolder, slugOf(manifest.name));
  const complete = { ...manifest, ...summaryOf(record), id };
  let lock: ModelLock | undefined;
  try {
    lock = await lockModel(folder, manifest.name);
    await writeVocabularies(folder, vocabularies);
    await writeRun(folder, record);
    await writeManifest(folder, complete);
  } catch (thrown) {
    await files.removeFolder(folder).catch(() => undefined);
    await lock?.release();
    throw thrown;
  }
  await sweep(modelsFolder);
  return { folder, manifest: complete, lock };
}

/** Removes the folder of a model. */
export const deleteModel = (folder: string): Promise<void> => files.removeFolder(folder);

/**
 * Locks a model for a run that goes on.
 * @throws UnrollError 'busy' while a living process trains it, 'not-saved'
 */
export async function reopenModel<M extends ModelManifest>(
  folder: string,
  manifest: M,
  vocabularies: ModelContents['vocabularies'],
): Promise<OpenModel<M>> {
  const lock = await lockModel(folder, manifest.name);
  try {
    // A folder of version 1 has none; its model.json is of version 1 until the first save.
    if (!(await exists(join(folder, vocabularyFile)))) await writeVocabularies(folder, vocabularies);
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
  return { folder, manifest: { ...manifest, state: 'training' }, lock };
}

const exists = (path: string): Promise<boolean> =>
  files.look(path).then(
    () => true,
    () => false,
  );

/** A folder of its own for a model. @throws UnrollError 'not-saved' */
export async function makeFolder(modelsFolder: string, slug: string): Promise<{ id: string; folder: string }> {
  try {
    await files.makeFolders(modelsFolder);
    for (;;) {
      const random = crypto.getRandomValues(new Uint32Array(1))[0]!;
      const id = `${slug}-${(36 ** 4 + (random % (36 ** 5 - 36 ** 4))).toString(36)}`;
      const folder = join(modelsFolder, id);
      try {
        await files.makeFolder(folder);
        return { id, folder };
      } catch (thrown) {
        if (!hasCode(thrown, 'EEXIST')) throw thrown;
      }
    }
  } catch (thrown) {
    throw modelNotSaved(thrown, modelsFolder);
  }
}

/** Short (Windows limits paths) and plain on every file system. */
export function slugOf(name: string): string {
  const words = name
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 24).replace(/^-+|-+$/g, '') || 'model';
}

/**
 * A model of the kind, with arrays of the names and shapes that its options require, and nothing else.
 * @throws UnrollError 'model-not-found' without manifest or weights, 'model-damaged' when they cannot be read or do not fit,
 * 'bad-options' for a model of another kind
 * @param place where a matrix is put, under its name and in its layout of nn/; such are not among the tensors of the model
 */
export async function readModel<K extends KindId>(
  folder: string,
  kind: StoredKind<K>,
  place?: Wanted['place'],
): Promise<StoredModel<ManifestOf<K>>> {
  const { manifest, ...contents } = await readContents(folder);
  if (!isOf(manifest, kind)) throw wrongKind(manifest);
  const sizes = contents.vocabularies.map(({ vocabulary }) => vocabulary.length);
  if (sizes.length !== kind.vocabularies) throw misfit(`${sizes.length} vocabularies`);
  const expected = shapesInPyTorch(kind.tensors(manifest, sizes));
  const { tensors } = await readTensorFile(join(folder, weightsFile), expected, [], {
    transposed: isTransposed,
    // Of biases there are two, of which one is made.
    ...(place
      ? { place: ({ name, shape }) => (shape.length === 2 ? place({ name: ourName(name), shape }) : undefined) }
      : {}),
  });
  return { folder, manifest, ...contents, tensors: inOurNames(tensors) };
}

const isOf = <K extends KindId>(manifest: ModelManifest, { kind }: StoredKind<K>): manifest is ManifestOf<K> =>
  manifest.kind === kind;

const wrongKind = ({ name }: ModelManifest): UnrollError =>
  new UnrollError('bad-options', message('error.otherKind', { name }));

const misfit = (detail: string): UnrollError =>
  new UnrollError('model-damaged', message('error.vocabularyDoesNotFit'), detail);

/**
 * Saves the weights, then the history, then the manifest.
 * @throws UnrollError 'not-saved'
 */
export async function saveModel(
  folder: string,
  manifest: ModelManifest,
  { tensors, record }: { tensors: readonly NamedTensor[]; record: ModelContents['record'] },
): Promise<void> {
  const metadata = 'network' in manifest.options ? weightsMetadata(manifest.options.network.cell) : {};
  await writeTensorFile(join(folder, weightsFile), { tensors: toPyTorch(tensors), metadata });
  await saveRecord(folder, manifest, record);
}

/** Saves the history, then the manifest. @throws UnrollError 'not-saved' */
export async function saveRecord(
  folder: string,
  manifest: ModelManifest,
  record: ModelContents['record'],
): Promise<void> {
  await writeRun(folder, record);
  await writeManifest(folder, { ...manifest, ...summaryOf(record) });
}
