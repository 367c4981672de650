/** A model as one file, there and back; and files that were made to do harm. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import { unzipSync, Zip, ZipPassThrough, zipSync, type ZipInputFile, type Zippable } from 'fflate';
import { importModel } from '../../../src/kinds/implementations';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { exportModel } from '../../../src/store/archive';
import { listModels } from '../../../src/store/list';
import { readModel, saveModel } from '../../../src/store/models';
import { writeVoices } from '../../../src/store/voices';
import { saying } from '../said';
import { byName, contents, create, weights } from './stored';

describe('a model as one file', () => {
  let root = '';
  let good = '';
  let archive = '';
  let parts: Record<string, Uint8Array> = {};
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'unroll-archive-'));
    const source = { name: 'a.txt', sha256: 'ab', characters: 6, uri: 'file:///home/me/a.txt' };
    const { folder, manifest, lock } = await create(join(root, 'models'), { source });
    await saveModel(folder, { ...manifest, state: 'finished' }, { tensors: weights(1), record: contents().record });
    await writeVoices(folder, new Uint8Array([1, 2, 3]).buffer);
    await lock.release();
    good = folder;
    archive = join(root, 'good.unroll');
    await exportModel(folder, archive);
    parts = unzipSync(await readFile(archive));
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('comes back as it was, under an id of its own, without what another machine calls its files', async () => {
    const models = join(root, 'other', 'models');
    const { id, folder, name } = await importModel(archive, models);
    const [before, read] = [await readModel(good, storedLanguageModel), await readModel(folder, storedLanguageModel)];
    assert.notEqual(id, before.manifest.id);
    assert.equal(name, before.manifest.name);
    const source = { name: 'a.txt', sha256: 'ab', characters: 6 };
    assert.deepEqual(read.manifest, { ...before.manifest, id, source });
    assert.deepEqual(byName(read.tensors), byName(before.tensors));
    assert.deepEqual(read.vocabularies, before.vocabularies);
    assert.deepEqual([...(await readFile(join(folder, 'voices.bin')))], [1, 2, 3]);
    assert.deepEqual(await readdir(join(root, 'other')), ['models']);
    // Twice is two models.
    await importModel(archive, models);
    assert.equal((await listModels(models)).length, 2);
    assert.equal((await readdir(models)).length, 2, 'nothing is left of how they came');
  });

  it('of version 1 comes back as one of today', async () => {
    const old = join(root, 'version1');
    await cp('test/golden/data/version1/language', old, { recursive: true });
    await exportModel(old, join(root, 'old.unroll'));
    const { folder } = await importModel(join(root, 'old.unroll'), join(root, 'new', 'models'));
    assert.equal((await readModel(folder, storedLanguageModel)).manifest.manifestVersion, 2);
  });

  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const manifestWith = (change: object): Uint8Array =>
    bytes(JSON.stringify({ ...(JSON.parse(new TextDecoder().decode(parts['model.json'])) as object), ...change }));
  /** `run.json` and `voices.bin` are zeros, together more than a model may have; compressed once, as one block that is repeated. */
  const bomb = (): Uint8Array => {
    const size = 2 ** 24;
    const block = deflateRawSync(new Uint8Array(size), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
    const written: Uint8Array[] = [];
    const zip = new Zip((_, chunk) => written.push(chunk));
    for (const [filename, blocks] of [
      ['run.json', 16],
      ['voices.bin', 49],
    ] as const) {
      const file: ZipInputFile = { filename, compression: 8, size: blocks * size, crc: 0 };
      zip.add(file);
      for (let n = 0; n < blocks; n++) file.ondata?.(null, block, false);
      file.ondata?.(null, deflateRawSync(new Uint8Array(0)), true);
    }
    for (const [filename, content] of Object.entries(parts)) {
      if (['run.json', 'voices.bin'].includes(filename)) continue;
      const file = new ZipPassThrough(filename);
      zip.add(file);
      file.push(content, true);
    }
    zip.end();
    return Buffer.concat(written);
  };
  const cases: Record<string, () => Zippable | Uint8Array> = {
    'a path out of the folder': () => ({ ...parts, '../evil.txt': bytes('x') }),
    'an absolute path': () => ({ ...parts, '/tmp/evil.txt': bytes('x') }),
    'a path of another system': () => ({ ...parts, '..\\evil.txt': bytes('x') }),
    'a folder within': () => ({ ...parts, 'inner/model.json': bytes('{}') }),
    'a file that no model has': () => ({ ...parts, 'training.lock': bytes('{}') }),
    'no manifest': () => Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'model.json')),
    'no weights': () => Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'weights.safetensors')),
    'a manifest that is none': () => ({ ...parts, 'model.json': bytes('[]') }),
    'options that cannot be': () => ({ ...parts, 'model.json': manifestWith({ options: {} }) }),
    'a model of another kind': () => ({ ...parts, 'model.json': manifestWith({ kind: 'ngram' }) }),
    'weights of another shape': () => ({ ...parts, 'weights.safetensors': bytes('x'.repeat(100)) }),
    'a bomb': bomb,
    nothing: () => ({}),
    'no zip': () => bytes('PK but no zip at all, only text'),
    'a zip cut short': () => zipSync(parts).slice(0, 600),
    'a size that is not true': () => {
      const zip = zipSync(parts);
      // The central directory holds the uncompressed size 24 bytes after its mark.
      const at = zip.findIndex(
        (_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1 && zip[i + 3] === 2,
      );
      zip.set([0xff, 0xff, 0, 0], at + 24);
      return zip;
    },
  };
  for (const [name, make] of Object.entries(cases))
    it(`with ${name} is refused, and leaves nothing`, async () => {
      const home = await mkdtemp(join(root, 'case-'));
      const made = make();
      const path = join(home, 'case.unroll');
      await writeFile(path, made instanceof Uint8Array ? made : zipSync(made));
      await assert.rejects(
        importModel(path, join(home, 'models')),
        (thrown: Error & { code: string }) =>
          ['model-damaged', 'model-not-found', 'bad-options'].includes(thrown.code) || assert.fail(thrown.code),
      );
      const left = (await readdir(home)).filter(entry => entry !== 'case.unroll' && entry !== 'models');
      assert.deepEqual(left, []);
      assert.deepEqual(await readdir(join(home, 'models')).catch(() => []), []);
    });

  it('may be given by a link, and is told from a folder', { skip: process.platform === 'win32' }, async () => {
    const link = join(root, 'link.unroll');
    await symlink(archive, link);
    const { folder } = await importModel(link, join(root, 'linked'));
    assert.deepEqual(byName((await readModel(folder, storedLanguageModel)).tensors), byName(weights(1)));
    await assert.rejects(importModel(root, join(root, 'm')), saying('file-unreadable', /is a folder\. Give a file\.$/));
  });

  it('that is not there is said', async () => {
    await assert.rejects(importModel(join(root, 'gone.unroll'), join(root, 'm')), { code: 'file-not-found' });
  });
});
