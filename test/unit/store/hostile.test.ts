/** Model files from elsewhere: whatever they hold, opening them ends at once with one of our errors, in one line. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { UnrollError } from '../../../src/protocol/errors';
import { listModels } from '../../../src/store/list';
import { readModel, saveModel } from '../../../src/store/models';
import { writeTensorFile } from '../../../src/store/tensorFile';
import { toPyTorch } from '../../../src/store/pytorch';
import type { NamedTensor } from '../../../src/store/types';
import { contents, create, manifest, weights } from './stored';
import { said } from '../said';

let root = '';
let good = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'unroll-hostile-'));
  const { folder, manifest: made, lock } = await create(join(root, 'good'));
  await saveModel(folder, { ...made, state: 'finished' }, { tensors: weights(1), record: contents().record });
  await lock.release();
  good = folder;
});
after(() => rm(root, { recursive: true, force: true }));

/** A copy of the good model, changed; how reading and listing it end. */
async function changed(change: (folder: string) => Promise<unknown>): Promise<UnrollError> {
  const models = await mkdtemp(join(root, 'case-'));
  const folder = join(models, 'model');
  await cp(good, folder, { recursive: true });
  await change(folder);
  const began = performance.now();
  const entries = await listModels(models);
  const error: unknown = await readModel(folder, storedLanguageModel).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(performance.now() - began < 20_000, 'no hang');
  assert.ok(error instanceof UnrollError, String(error));
  const reasons = entries.flatMap(entry => (entry.kind === 'damaged' ? [entry.reason] : []));
  for (const message of [error.sentence, ...reasons].map(said))
    assert.ok(!message.includes('\n') && message.length < 300, message);
  return error;
}

const json = async (
  folder: string,
  file: string,
  change: (value: Record<string, unknown>) => unknown,
): Promise<void> => {
  const path = join(folder, file);
  const value = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify(change(value)));
};

/** The options of the good model, with some of them changed. */
const optionsWith = (change: Record<string, Record<string, unknown>>): unknown =>
  Object.fromEntries(
    Object.entries(manifest().options).map(([group, options]: [string, object]) => [
      group,
      { ...options, ...change[group] },
    ]),
  );

describe('model.json from elsewhere', () => {
  const cases: Record<string, Record<string, unknown>> = {
    'a kind that every object has': { kind: '__proto__' },
    'a kind that every object inherits': { kind: 'constructor' },
    'a version that is not a number': { manifestVersion: '2' },
    'a negative count': { parameters: -1 },
    'a count that is not whole': { parameters: 1.5 },
    'a date that is none': { createdAt: 'yesterday' },
    'a name that is not text': { name: ['a'] },
    'options that are missing': { options: {} },
    'options that are a list': { options: [] },
    'no source': { source: null },
    ...Object.fromEntries(
      [
        { network: { hiddenSize: 1e9 } },
        { network: { layers: 1e6 } },
        { network: { layers: 1e12 } },
        { network: { embeddingSize: 1e9 } },
        { network: { cell: 'toString' } },
        { training: { batchSize: 0 } },
        { training: { timeSteps: 0 } },
        { training: { validationFraction: 2 } },
        { optimiser: { learningRate: -1 } },
      ].map(change => [`the options ${JSON.stringify(change)}`, { options: optionsWith(change) }]),
    ),
  };
  for (const [what, fields] of Object.entries(cases))
    it(`with ${what} is damaged`, async () => {
      const { code } = await changed(folder => json(folder, 'model.json', value => ({ ...value, ...fields })));
      assert.equal(code, 'model-damaged');
    });

  it('with lists in lists without end is damaged', async () => {
    const { code } = await changed(folder => writeFile(join(folder, 'model.json'), '['.repeat(1_000_000)));
    assert.equal(code, 'model-damaged');
  });

  it('with another model inside __proto__ is read by its own fields', async () => {
    const { code } = await changed(async folder => {
      const path = join(folder, 'model.json');
      await writeFile(path, `{"__proto__":${await readFile(path, 'utf8')}}`);
    });
    assert.equal(code, 'model-damaged');
  });
});

describe('vocabulary.json from elsewhere', () => {
  const cases: Record<string, unknown> = {
    'no vocabulary': [],
    'an empty vocabulary': [{ vocabulary: [], frequencies: [] }],
    'a token twice': [{ vocabulary: ['<unk>', 'a', 'a', 'b'], frequencies: [0, 1, 1, 1] }],
    'another first token': [{ vocabulary: ['a', 'b', 'c', 'd'], frequencies: [0, 1, 1, 1] }],
    'too few frequencies': [{ vocabulary: ['<unk>', 'a', 'b', 'c'], frequencies: [0, 1] }],
    'frequencies below zero': [{ vocabulary: ['<unk>', 'a', 'b', 'c'], frequencies: [0, -1, 1, 1] }],
    'numbers for tokens': [{ vocabulary: ['<unk>', 1, 2, 3], frequencies: [0, 1, 1, 1] }],
    'merges that are no pairs': [{ ...contents().vocabularies[0], merges: [['a']] }],
    'two vocabularies': [...contents().vocabularies, ...contents().vocabularies],
  };
  for (const [what, value] of Object.entries(cases))
    it(`with ${what} is damaged`, async () => {
      const { code } = await changed(folder => writeFile(join(folder, 'vocabulary.json'), JSON.stringify(value)));
      assert.equal(code, 'model-damaged');
    });
});

describe('weights from elsewhere', () => {
  const ours = toPyTorch(weights(1));
  const cases: Record<string, NamedTensor[]> = {
    'none at all': [],
    'one missing': ours.slice(1),
    'one too many': [...ours, { name: 'another', shape: [1], data: Float32Array.of(1) }],
    'a short matrix': ours.map(tensor =>
      tensor.name === 'linear.weight' ? { ...tensor, shape: [3, 2], data: new Float32Array(6) } : tensor,
    ),
    'a shape turned round': ours.map(tensor =>
      tensor.name === 'linear.weight' ? { ...tensor, shape: tensor.shape.toReversed() } : tensor,
    ),
    'a number that is not finite': ours.map((tensor, index) =>
      index === 0 ? { ...tensor, data: tensor.data.map(() => NaN) } : tensor,
    ),
  };
  for (const [what, tensors] of Object.entries(cases))
    it(`with ${what} are damaged`, async () => {
      const { code } = await changed(folder =>
        writeTensorFile(join(folder, 'weights.safetensors'), { tensors, metadata: {} }),
      );
      assert.equal(code, 'model-damaged');
    });

  it('are refused by their header before a terabyte is read', async () => {
    const { code } = await changed(async folder => {
      const path = join(folder, 'weights.safetensors');
      const shape = [2 ** 38];
      const header = JSON.stringify({ a: { dtype: 'F32', shape, data_offsets: [0, 2 ** 40] } });
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(header.length));
      await writeFile(path, Buffer.concat([length, Buffer.from(header)]));
      // A file of holes: it takes no room on the disk.
      await truncate(path, 8 + header.length + 2 ** 40);
    });
    assert.equal(code, 'model-damaged');
  });
});

describe('what is not a file', { skip: process.platform === 'win32' }, () => {
  const names = ['model.json', 'vocabulary.json', 'run.json', 'weights.safetensors'];
  const replacements: Record<string, (path: string) => unknown> = {
    'a pipe': path => execFileSync('mkfifo', [path]),
    'a folder': path => mkdir(path),
    'a link to a device without end': path => symlink('/dev/zero', path),
    'a link to a file elsewhere': path => symlink('/etc/passwd', path),
    'a link to itself': path => symlink(path, path),
  };
  for (const name of names)
    for (const [what, put] of Object.entries(replacements))
      it(`${what} in place of ${name} is damaged`, async () => {
        const { code } = await changed(async folder => {
          const path = join(folder, name);
          await rm(path);
          await put(path);
        });
        assert.equal(code, 'model-damaged');
      });
});

describe('files changed at random', () => {
  it('open, or end in one line', async () => {
    let state = 1;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    const models = await mkdtemp(join(root, 'random-'));
    const folder = join(models, 'model');
    let opened = 0;
    for (let round = 0; round < 200; round++) {
      await rm(folder, { recursive: true, force: true });
      await cp(good, folder, { recursive: true });
      const path = join(folder, names[random(names.length)]!);
      const bytes = await readFile(path);
      for (let change = random(4); change >= 0; change--) bytes[random(bytes.length)] = random(256);
      await writeFile(path, random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      try {
        await listModels(models);
        await readModel(folder, storedLanguageModel);
        opened++;
      } catch (thrown) {
        assert.ok(thrown instanceof UnrollError && thrown.code !== 'internal', String(thrown));
        assert.ok(!thrown.message.includes('\n'));
      }
    }
    assert.ok(opened > 0 && opened < 200, String(opened));
  });
  const names = ['model.json', 'vocabulary.json', 'run.json', 'weights.safetensors'];
});
