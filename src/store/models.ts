/**
 * The models on disk, one folder each. The weights are written before the manifest, each atomically; vocabulary and shape
 * stay as they were when the folder was created. So whatever moment a crash comes at, the folder holds a manifest with
 * weights that fit it, or a manifest alone: a run that had not saved anything yet.
 */
import { randomInt } from 'node:crypto';
import { access, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toUnrollError, UnrollError } from '../protocol/errors';
import { inEnglish, render } from '../words/render';
import { hasCode } from './atomic';
import { checkpointFile } from './checkpoint';
import { readManifest, writeManifest } from './manifest';
import { fromPyTorch, toPyTorch, weightsMetadata } from './pytorch';
import { readTensorFile, writeTensorFile } from './tensorFile';
import type {
  LanguageModelManifest,
  ModelManifest,
  NamedTensor,
  NeuralManifest,
  NewManifest,
  NgramModelManifest,
  TranslationModelManifest,
} from './types';

const weightsFile = 'weights.safetensors';

export interface StoredModel<M extends ModelManifest> {
  folder: string;
  manifest: M;
  /** Under the names and in the layouts of nn/. */
  tensors: NamedTensor[];
}

export interface StoredModelEntry {
  kind: 'model';
  id: string;
  folder: string;
  manifest: ModelManifest;
  hasWeights: boolean;
  /** Whether a run can go on from here, unless it is under way. */
  hasCheckpoint: boolean;
}

/** A line of a list of models. */
export type ModelEntry = StoredModelEntry | { kind: 'damaged'; id: string; folder: string; reason: string };

/** Makes `<modelsFolder>/<id>` with its manifest. */
export async function createModel<M extends NewManifest>(
  modelsFolder: string,
  manifest: M,
): Promise<{ folder: string; manifest: M & { id: string } }> {
  await mkdir(modelsFolder, { recursive: true });
  const { id, folder } = await makeFolder(modelsFolder, slugOf(manifest.name));
  const complete = { ...manifest, id };
  await writeManifest(folder, complete);
  return { folder, manifest: complete };
}

async function makeFolder(modelsFolder: string, slug: string): Promise<{ id: string; folder: string }> {
  for (;;) {
    const id = `${slug}-${randomInt(36 ** 4, 36 ** 5).toString(36)}`;
    const folder = join(modelsFolder, id);
    try {
      await mkdir(folder);
      return { id, folder };
    } catch (thrown) {
      if (!hasCode(thrown, 'EEXIST')) throw thrown;
    }
  }
}

/** Short (Windows limits paths) and plain on every file system. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, 24).replace(/^-+|-+$/g, '') || 'model';
}

/** Newest first; damaged ones last, with the reason. A folder that is not there has no models. */
export async function listModels(modelsFolder: string): Promise<ModelEntry[]> {
  const folders = await subfolders(modelsFolder);
  const entries = (await Promise.all(folders.map(folder => entryOf(folder)))).filter(entry => entry !== undefined);
  const age = (entry: ModelEntry): string => (entry.kind === 'model' ? entry.manifest.createdAt : '');
  return entries.toSorted((a, b) => (age(a) < age(b) ? 1 : age(a) > age(b) ? -1 : 0));
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(entry => entry.isDirectory()).map(entry => join(folder, entry.name));
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return [];
    throw new UnrollError(
      'file-unreadable',
      `The models folder ${folder} cannot be read. Check its permissions.`,
      String(thrown),
    );
  }
}

/** Undefined for a folder that is no model: it has neither manifest nor weights. */
async function entryOf(folder: string): Promise<ModelEntry | undefined> {
  const id = basename(folder);
  const hasWeights = await exists(join(folder, weightsFile));
  const hasCheckpoint = await exists(join(folder, checkpointFile));
  try {
    return { kind: 'model', id, folder, manifest: await readManifest(folder), hasWeights, hasCheckpoint };
  } catch (thrown) {
    const { code, sentence } = toUnrollError(thrown);
    return code === 'model-not-found' && !hasWeights
      ? undefined
      : { kind: 'damaged', id, folder, reason: render(sentence, inEnglish('plain')) };
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * A language model.
 * @throws UnrollError 'model-not-found' without manifest or weights, 'model-damaged' when they cannot be read or do not fit,
 * 'bad-options' for a model of another kind
 */
export async function readModel(folder: string): Promise<StoredModel<LanguageModelManifest>> {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'language') throw wrongKind(manifest, `is a ${kindNames[manifest.kind]}`);
  return withTensors(folder, manifest, 'output.b', manifest.vocabulary.length);
}

/** A translation model; throws as `readModel` does. */
export async function readTranslationModel(folder: string): Promise<StoredModel<TranslationModelManifest>> {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'translation') throw wrongKind(manifest, 'continues texts; it cannot translate');
  return withTensors(folder, manifest, 'decoder.output.b', manifest.targetLanguage.vocabulary.length);
}

/** A table of counts; throws as `readModel` does. */
export async function readNgramModel(folder: string): Promise<StoredModel<NgramModelManifest>> {
  const manifest = await readManifest(folder);
  if (manifest.kind !== 'ngram') throw wrongKind(manifest, `is a ${kindNames[manifest.kind]}`);
  return { folder, manifest, tensors: (await readTensorFile(join(folder, weightsFile))).tensors };
}

const kindNames: Readonly<Record<ModelManifest['kind'], string>> = {
  language: 'recurrent language model',
  ngram: 'table of n-grams',
  translation: 'translation model; it cannot continue a text',
};

const wrongKind = ({ name }: ModelManifest, does: string): UnrollError =>
  new UnrollError('bad-options', `"${name}" ${does}. Choose another model.`);

/** @param output name of the vector with one entry a token of the vocabulary */
async function withTensors<M extends NeuralManifest>(
  folder: string,
  manifest: M,
  output: string,
  tokens: number,
): Promise<StoredModel<M>> {
  const { tensors } = await readTensorFile(join(folder, weightsFile));
  const ours = fromPyTorch(tensors);
  const outputs = ours.find(({ name }) => name === output)?.shape[0];
  if (outputs !== tokens)
    throw new UnrollError(
      'model-damaged',
      'The weights of this model do not fit its vocabulary. Restore its folder from a copy, or train the model again.',
      `${String(outputs)} outputs, ${tokens} tokens`,
    );
  return { folder, manifest, tensors: ours };
}

/** Saves the weights, then the manifest. */
export async function saveModel(
  folder: string,
  manifest: ModelManifest,
  tensors: readonly NamedTensor[],
): Promise<void> {
  const { options } = manifest;
  const metadata = 'network' in options ? weightsMetadata(options.network.cell) : {};
  await writeTensorFile(join(folder, weightsFile), { tensors: toPyTorch(tensors), metadata });
  await writeManifest(folder, manifest);
}
