/** How much memory opening a model and using it takes, against the size of its files. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storedLabelModel } from '../../../src/kinds/labels/stored';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { storedSeriesModel } from '../../../src/kinds/series/stored';
import { storedTranslationModel } from '../../../src/kinds/translation/stored';
import type { KindId } from '../../../src/protocol/kind';
import { readContents } from '../../../src/store/manifest';
import { saveModel, type StoredKind } from '../../../src/store/models';
import type { ManifestOf, ModelManifest } from '../../../src/store/types';
import { peakOf } from '../memory';
import { jobs, train } from './models';

interface Size {
  hiddenSize: number;
  heads?: number;
}

/** The same model with other sizes, whatever it then says. */
async function resized<K extends KindId>(
  from: string,
  folder: string,
  kind: StoredKind<K>,
  network: Size,
): Promise<string> {
  await cp(from, folder, { recursive: true });
  const { manifest, vocabularies, record } = await readContents(folder);
  const isOfKind = (read: ModelManifest): read is ManifestOf<K> => read.kind === kind.kind;
  assert.ok(isOfKind(manifest) && 'network' in manifest.options);
  Object.assign(manifest.options.network, network);
  const sizes = vocabularies.map(({ vocabulary }) => vocabulary.length);
  const tensors = kind.tensors(manifest, sizes).map(({ name, shape }) => {
    const data = new Float32Array(shape.reduce((size, of) => size * of, 1)).fill(0.001);
    return { name, shape, data };
  });
  await saveModel(folder, manifest, { tensors, record });
  return folder;
}

const sizeOf = async (folder: string): Promise<number> => {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async name => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

describe('a model that is opened and used', { skip: process.platform !== 'linux' }, () => {
  let root = '';
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'unroll-opening-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  /** @param use what is asked of the model, whose folder comes last */
  const takes = <K extends KindId>(
    what: string,
    kind: StoredKind<K>,
    network: Size,
    use: (folder: string) => string[],
    most = 2,
  ): void => {
    it(`takes at most ${most} times its files: ${what}`, async () => {
      const models = join(root, what);
      const job = {
        kind: kind.kind,
        engine: 'wasm',
        modelsFolder: models,
        modelName: 'small',
        ...jobs[kind.kind],
      } as const;
      const small = (await train(job)).folder;
      const large = await resized(small, join(models, 'large'), kind, network);
      const peaks = [];
      for (const folder of [small, large]) peaks.push(await peakOf([...use(folder), '--engine', 'wasm']));
      const files = (await sizeOf(large)) - (await sizeOf(small));
      const [without = 0, all = 0] = peaks;
      const taken = all - without;
      console.log(`${what}: ${(taken / files).toFixed(2)} times ${(files / 2 ** 20).toFixed(0)} MB`);
      // Its weights as the engine has them and what a kernel lays out anew.
      assert.ok(taken <= most * files + 8 * 2 ** 20, `${taken} bytes for files of ${files} bytes`);
    });
  };

  // They are also kept as they were read: to write, to measure and to learn on they are laid out differently.
  const kept = 2.5;
  const generate = (model: string): string[] => ['generate', model, '--length', '5'];
  takes('a text', storedLanguageModel, { hiddenSize: 1600 }, generate, kept);
  takes('a text in heads', storedLanguageModel, { hiddenSize: 4096, heads: 16 }, generate, kept);
  takes('a translation', storedTranslationModel, { hiddenSize: 800 }, model => ['translate', model, 'a fox']);
  takes('labels', storedLabelModel, { hiddenSize: 1600 }, model => ['classify', model, 'a boat']);
  takes('a series', storedSeriesModel, { hiddenSize: 1600 }, model => ['forecast', '--quiet', '--model', model]);
});
