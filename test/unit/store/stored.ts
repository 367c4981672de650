import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { defaultLanguageModelOptions } from '../../../src/options/language';
import { createModel } from '../../../src/store/models';
import type { RunRecord } from '../../../src/protocol/run';
import { manifestVersion, type ManifestOf, type ModelContents, type NamedTensor } from '../../../src/store/types';

const network = { ...defaultLanguageModelOptions.network, hiddenSize: 2, embeddingSize: 3 };

export const manifest = (changes: Partial<ManifestOf<'language'>> = {}): Omit<ManifestOf<'language'>, 'id'> => ({
  manifestVersion,
  kind: 'language',
  name: 'The Time Machine',
  createdAt: '2026-01-02T03:04:05.000Z',
  unrollVersion: '0.1.0',
  state: 'training',
  options: { ...defaultLanguageModelOptions, network },
  source: { name: 'a.txt', sha256: 'ab', characters: 6 },
  parameters: 12,
  ...changes,
});

export const contents = (record: Partial<RunRecord> = {}): ModelContents => ({
  vocabularies: [{ vocabulary: ['<unk>', 'a', '\ud800', 'NaN'], frequencies: [0, 3, 2, 1] }],
  record: { metrics: [], validations: [], samples: [], baselines: [], notes: [], ...record },
});

export const create = (
  models: string,
  changes: Partial<ManifestOf<'language'>> = {},
  record: Partial<RunRecord> = {},
) => createModel(models, manifest(changes), contents(record));

/** Weights of `manifest()` with `contents()`, all equal to `fill`. */
export const weights = (fill: number): NamedTensor[] =>
  storedLanguageModel
    .tensors({ ...manifest(), id: '' }, [4])
    .map(({ name, shape }) => ({ name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(fill) }));

export const byName = (tensors: readonly NamedTensor[]): NamedTensor[] =>
  tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1));
