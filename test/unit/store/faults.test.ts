/** Every operation on the disk fails in turn: afterwards the store opens, and holds the old or the new model. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { storedLanguageModel } from '../../../src/kinds/language/stored';
import { UnrollError } from '../../../src/protocol/errors';
import { deleteCheckpoint, readCheckpoint, saveCheckpoint } from '../../../src/store/checkpoint';
import { files } from '../../../src/store/files';
import { listModels } from '../../../src/store/list';
import { lockFile } from '../../../src/store/lock';
import { readModel, reopenModel, saveModel } from '../../../src/store/models';
import { contents, create, weights } from './stored';
import { startPosition } from '../../../src/protocol/position';
import { textMessage } from '../../../src/protocol/message';
import { said } from '../said';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'unroll-faults-'));
});
after(() => rm(root, { recursive: true, force: true }));

type Fault = 'ENOSPC' | 'EIO' | 'kill';

class Killed extends Error {}

interface Faults {
  /** Operations since `arm`. */
  count: number;
  /** Lets the n-th operation from now on fail. A write leaves half a file; after a kill nothing is done any more. */
  arm(n: number, fault: Fault): void;
  disarm(): void;
}

/** Takes the place of the disk's operations; flushing is left out, because the power stays on. */
function faultyDisk(t: TestContext): Faults {
  let armed: { n: number; fault: Fault } | undefined;
  let killed = false;
  const faults: Faults = {
    count: 0,
    arm: (n, fault) => {
      armed = { n, fault };
      faults.count = 0;
    },
    disarm: () => {
      armed = undefined;
      killed = false;
    },
  };
  const quick: Partial<typeof files> = {
    write: (path, content) => writeFile(path, content, { flag: 'wx' }),
    syncFolder: () => Promise.resolve(),
  };
  for (const name of Object.keys(files)) {
    if (!isOperation(name)) continue;
    const original: unknown = quick[name] ?? files[name];
    assert.ok(typeof original === 'function');
    t.mock.method(files, name, async (...parameters: unknown[]): Promise<unknown> => {
      if (killed) throw new Killed();
      if (!armed || ++faults.count !== armed.n) return Reflect.apply(original, files, parameters) as unknown;
      const [path, content] = parameters;
      if (
        name === 'write' &&
        typeof path === 'string' &&
        (typeof content === 'string' || content instanceof Uint8Array)
      )
        await writeFile(path, content.slice(0, content.length / 2));
      const { fault } = armed;
      killed = fault === 'kill';
      throw killed ? new Killed() : Object.assign(new Error(`${fault}: the test says so`), { code: fault });
    });
  }
  return faults;
}

const isOperation = (name: string): name is keyof typeof files => name in files;

const position = (step: number) => ({ ...startPosition, step, epoch: 1, seconds: 1, bestEpoch: 1 });
const at = (step: number) => ({ ...contents().record, notes: [textMessage(String(step))] });
const tensorsAt = (step: number) => ({ tensors: weights(step), record: at(step) });

type Model = Awaited<ReturnType<typeof create>>;

async function checkpoint({ folder, manifest }: Model, step: number): Promise<void> {
  await saveModel(folder, manifest, tensorsAt(step));
  await saveCheckpoint(folder, { tensors: weights(step), resume: position(step) });
}

async function finish({ folder, manifest }: Model, step: number): Promise<void> {
  await saveModel(folder, { ...manifest, state: 'finished' }, tensorsAt(step));
  await deleteCheckpoint(folder);
}

async function resume(folder: string): Promise<Model> {
  const old = await readModel(folder, storedLanguageModel);
  await readCheckpoint(folder, old.tensors);
  return reopenModel(folder, old.manifest, old.vocabularies);
}

/** What each phase begins with, and the steps that its weights may be of afterwards. */
const phases: Record<string, { given: (models: string) => Promise<Model | undefined>; do: Phase; steps: number[] }> = {
  create: { given: () => Promise.resolve(undefined), do: models => create(models), steps: [] },
  'first checkpoint': { given: models => create(models), do: (_, model) => checkpoint(model!, 1), steps: [1] },
  'later checkpoint': { given: trained, do: (_, model) => checkpoint(model!, 2), steps: [1, 2] },
  finish: { given: trained, do: (_, model) => finish(model!, 2), steps: [1, 2] },
  resume: {
    given: async models => {
      const model = await trained(models);
      await model.lock.release();
      return model;
    },
    do: async (_, model) => {
      const again = await resume(model!.folder);
      try {
        await checkpoint(again, 2);
      } finally {
        await again.lock.release();
      }
    },
    steps: [1, 2],
  },
};
type Phase = (models: string, model: Model | undefined) => Promise<unknown>;

async function trained(models: string): Promise<Model> {
  const model = await create(models);
  await checkpoint(model, 1);
  return model;
}

/** The process that held the lock is gone. */
async function abandon(folder: string): Promise<void> {
  const path = join(folder, lockFile);
  const lock = await readFile(path, 'utf8').catch(() => undefined);
  if (lock !== undefined) await writeFile(path, lock.replace(/"processId":\d+/, '"processId":2147483646'));
}

async function assertSound(models: string, steps: readonly number[], where: string): Promise<void> {
  for (const entry of await listModels(models)) {
    assert.equal(entry.kind, 'model', where);
    if (!entry.hasWeights) {
      await assert.rejects(readModel(entry.folder, storedLanguageModel), { code: 'model-not-found' }, where);
      continue;
    }
    const { tensors, record } = await readModel(entry.folder, storedLanguageModel);
    const found = new Set(tensors.flatMap(({ name, data }) => (name.endsWith('.b') ? [] : [...data])));
    assert.equal(found.size, 1, where);
    assert.ok(steps.includes([...found][0]!), `${where}: weights of step ${[...found].join()}`);
    assert.ok(record.notes.length === 0 || steps.includes(Number(said(record.notes[0]!))), where);
    if (!entry.hasCheckpoint) continue;
    const { tensors: kept, resume: from } = await readCheckpoint(entry.folder, tensors);
    assert.equal(kept[0]?.data[0], from.step, where);
    // The run can go on.
    await abandon(entry.folder);
    const again = await resume(entry.folder);
    await finish(again, 9);
    await again.lock.release();
    assert.equal((await readModel(entry.folder, storedLanguageModel)).tensors[0]?.data[0], 9, where);
  }
}

describe('when an operation on the disk fails', () => {
  for (const [name, { given, do: phase, steps }] of Object.entries(phases))
    for (const fault of ['ENOSPC', 'EIO', 'kill'] as const)
      it(`${name} (${fault}) leaves the old or the new model`, async t => {
        const disk = faultyDisk(t);
        let n = 0;
        for (let reached = true; reached;) {
          n++;
          const models = join(await mkdtemp(join(root, 'case-')), 'models');
          const model = await given(models);
          disk.arm(n, fault);
          const thrown: unknown = await phase(models, model).then(
            () => undefined,
            (error: unknown) => error,
          );
          reached = disk.count >= n;
          disk.disarm();
          const where = `operation ${n}: ${String(thrown)}`;
          assert.ok(
            thrown === undefined || fault === 'kill' || (thrown instanceof UnrollError && thrown.code !== 'internal'),
            where,
          );
          if (model) await abandon(model.folder);
          await assertSound(models, steps, where);
          await rm(models, { recursive: true, force: true });
        }
        t.diagnostic(`${n - 1} operations, each failed once`);
      });
});
