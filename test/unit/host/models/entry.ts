import { defaultLanguageModelOptions, type LanguageModelOptions } from '../../../../src/options/language';
import { defaultTranslationOptions } from '../../../../src/options/translation';
import type { StoredModelEntry } from '../../../../src/store/list';
import { manifestVersion, type CommonManifest, type ModelManifest } from '../../../../src/store/types';

const common = (id: string): CommonManifest => ({
  manifestVersion,
  id,
  name: id,
  createdAt: '2026-01-02T00:00:00.000Z',
  unrollVersion: '0.1.0',
  state: 'finished',
  source: { name: 'notes.txt', sha256: '', characters: 1234 },
  parameters: 1,
});

export function languageModel(id: string, network: Partial<LanguageModelOptions['network']> = {}): ModelManifest {
  const options = { ...defaultLanguageModelOptions, network: { ...defaultLanguageModelOptions.network, ...network } };
  return { ...common(id), kind: 'language', options };
}

export function translationModel(id: string): ModelManifest {
  return { ...common(id), kind: 'translation', options: defaultTranslationOptions };
}

export const entryOf = (manifest: ModelManifest, changes: Partial<StoredModelEntry> = {}): StoredModelEntry => ({
  kind: 'model',
  id: manifest.id,
  folder: `/models/${manifest.id}`,
  manifest,
  hasWeights: true,
  hasCheckpoint: false,
  ...changes,
});
