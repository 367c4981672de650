/** What is written to disks that cannot be written to: a file system mounted for reading only, and one that is full. Mounting takes root. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { describeStored } from '../../../src/store/describe';
import { keepEvaluation } from '../../../src/store/evaluations';
import { exportModel, importModel } from '../../../src/store/archive';
import { listModels } from '../../../src/store/list';
import { readModel, saveModel } from '../../../src/store/models';
import { UnrollError } from '../../../src/protocol/errors';
import { byName, contents, create, manifest, weights } from './stored';

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0;

describe('a disk that', { skip: process.platform !== 'linux' || process.getuid?.() !== 0 }, () => {
  let root = '';
  const disks: string[] = [];
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'unroll-mounts-'));
  });
  after(() => {
    for (const disk of disks) spawnSync('umount', [disk]);
    rmSync(root, { recursive: true, force: true });
  });

  /** A disk with one finished model; undefined where nothing may be mounted. */
  async function diskOf(name: string): Promise<{ disk: string; folder: string } | undefined> {
    const disk = join(root, name);
    mkdirSync(disk);
    if (!mount('-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk)) return undefined;
    disks.push(disk);
    const { folder, lock, manifest: made } = await create(disk);
    await saveModel(folder, { ...made, state: 'finished' }, { tensors: weights(1), record: contents().record });
    await lock.release();
    return { disk, folder };
  }

  const evaluation = { at: '2026', text: 'a.txt', characters: 1, loss: 1, bitsPerCharacter: 1 };
  const large = { ...contents(), vocabularies: [{ vocabulary: ['<unk>', 'a'.repeat(300_000)], frequencies: [0, 1] }] };
  const writing: Record<string, (disk: string, folder: string) => Promise<unknown>> = {
    'a new model': async disk => create(disk),
    'a new name': async (_, folder) => describeStored(folder, { name: 'Another' }),
    notes: async (_, folder) => describeStored(folder, { notes: 'of a person' }),
    'an evaluation': async (_, folder) => keepEvaluation(folder, evaluation),
    weights: async (_, folder) =>
      saveModel(folder, { ...manifest(), id: 'a' }, { tensors: weights(2), record: large.record }),
  };

  const cases = {
    'can only be read': { key: 'disk.readOnly', spoil: (disk: string) => mount('-o', 'remount,ro', disk) },
    'is full': {
      key: 'disk.full',
      spoil: (disk: string) => {
        const { bsize, bfree } = statfsSync(disk);
        writeFileSync(join(disk, 'filling'), new Uint8Array(bsize * bfree));
        return true;
      },
    },
  };
  for (const [what, { key, spoil }] of Object.entries(cases))
    it(`${what}: every write is refused with that cause, and the model is as it was`, async t => {
      const made = await diskOf(what.replaceAll(' ', '-'));
      if (!made) {
        t.skip('nothing may be mounted here');
        return;
      }
      const { disk, folder } = made;
      const archive = join(root, `${what}.unroll`);
      await exportModel(folder, archive);
      const importing = (): Promise<string> => importModel(archive, disk, at => readModel(at, storedLanguageModel));
      // The folder of the models is a disk of its own here.
      await importing();
      const before = readdirSync(folder).sort();
      const models = readdirSync(disk).length;
      const { tensors, manifest: kept } = await readModel(folder, storedLanguageModel);
      assert.ok(spoil(disk));
      const all: typeof writing = { ...writing, 'an import': importing };
      for (const [name, write] of Object.entries(all))
        await assert.rejects(write(disk, folder), thrown => {
          assert.ok(thrown instanceof UnrollError, `${name}: ${String(thrown)}`);
          const { cause } = thrown.sentence.arguments ?? {};
          assert.equal(thrown.code, 'not-saved');
          assert.ok(
            typeof cause === 'object' && 'key' in cause && cause.key === key,
            `${name}: ${JSON.stringify(cause)}`,
          );
          return true;
        });
      assert.deepEqual(readdirSync(folder).sort(), before);
      const read = await readModel(folder, storedLanguageModel);
      assert.deepEqual([read.manifest, byName(read.tensors)], [kept, byName(tensors)]);
      assert.deepEqual(
        [(await listModels(disk)).length, readdirSync(disk).filter(name => name !== 'filling').length],
        [models, models],
      );
    });
});
