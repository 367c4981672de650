/** All kinds of model, as they are trained and used; each is loaded when it is first needed. */
import { UnrollError } from '../protocol/errors';
import type { KindId, ModelUse } from '../protocol/kind';
import type { EngineChoice } from '../protocol/model';
import type { ModelSummary } from '../protocol/worker';
import { importModel as importArchive } from '../store/archive';
import { readManifest } from '../store/manifest';
import { refusalOf } from './descriptions';
import type { Capabilities, KindImplementation, OpenModel } from './implementation';
import type { OptionsOf } from '../options/read';

const implementations: { readonly [K in KindId]: () => Promise<KindImplementation<OptionsOf<K>>> } = {
  language: async () => (await import('./language/implementation')).language,
  ngram: async () => (await import('./ngram/implementation')).ngram,
  translation: async () => (await import('./translation/implementation')).translation,
  labels: async () => (await import('./labels/implementation')).labels,
  series: async () => (await import('./series/implementation')).series,
};

export const implementationOf = <K extends KindId>(kind: K): Promise<KindImplementation<OptionsOf<K>>> =>
  implementations[kind]();

/** @throws UnrollError 'model-not-found', 'model-damaged' */
export async function openModel(folder: string, engine: EngineChoice): Promise<OpenModel> {
  const { kind } = await readManifest(folder);
  return (await implementationOf(kind)).open(folder, engine);
}

/** Makes a model of a file from elsewhere, all of it read first as its kind does. @throws UnrollError as `store/archive` does */
export async function importModel(archive: string, modelsFolder: string): Promise<ModelSummary> {
  const folder = await importArchive(archive, modelsFolder, async made => {
    const { kind } = await readManifest(made);
    await (await implementationOf(kind)).read(made);
  });
  const { id, name } = await readManifest(folder);
  return { id, folder, name };
}

/** What the model does for a use. @throws UnrollError 'bad-options' for a model that cannot be used so, with the reason */
export function capabilityOf<U extends ModelUse>(model: OpenModel, use: U): Capabilities[U] {
  const capabilities: Partial<Capabilities> = model;
  const capability = capabilities[use];
  if (capability) return capability;
  throw refusal(model, use);
}

/** Why a model cannot be used so. */
export const refusal = ({ manifest }: OpenModel, use: ModelUse): UnrollError =>
  new UnrollError('bad-options', refusalOf(manifest.name, use, manifest));

export const summaryOf = ({ manifest: { id, name }, folder }: OpenModel): ModelSummary => ({ id, folder, name });
