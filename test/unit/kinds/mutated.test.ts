/**
 * Models of every kind whose files were changed: they work, or are refused in one line, at once, in bounded memory. 200 changes in the
 * suite; `UNROLL_TIMEOUT=3600 UNROLL_MUTATIONS=10000 node scripts/unit.mjs kinds/mutated` tries more, always the same ones.
 */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openModel } from '../../../src/kinds/implementations';
import type { OpenModel } from '../../../src/kinds/implementation';
import { defaultSamplingOptions } from '../../../src/options/sampling';
import { UnrollError } from '../../../src/protocol/errors';
import { kindIds, type KindId } from '../../../src/protocol/kind';
import { listModels } from '../../../src/store/list';
import { Random } from '../../../src/text/random/random';
import { inEnglish, render } from '../../../src/words/render';
import { jobs, textOf, train } from './models';

const mutations = Number(process.env.UNROLL_MUTATIONS ?? 200);
const mostMilliseconds = 2000;
/** Bytes beyond twice the files: garbage of earlier models that is not collected yet. */
const mostMemory = 32 * 2 ** 20;
/** The most memory this process ever had, bytes. */
const peak = (): number => 1024 * process.resourceUsage().maxRSS;
const never = new AbortController().signal;
/** Everything that it can do, a little of it. */
async function useAll(model: OpenModel): Promise<void> {
  const modelFolder = model.folder;
  const asked = { modelFolder, prefix: 'the quick', most: { tokens: 3 }, stopAt: [], timeBudgetMs: 1000 };
  await model.continue?.({ ...asked, sampling: defaultSamplingOptions }, never);
  await model.translate?.({ modelFolder, text: 'the fox', beamSize: 2, lengthPenalty: 0.75 }, never);
  await model.label?.({ modelFolder, texts: ['a boat'], explain: true }, never);
  await model.forecast?.({ modelFolder, horizon: 30 }, never);
  await model.evaluate?.({ modelFolder, sources: [textOf('the quick fox\n', 'fox')] }, never).catch(assertRefusal);
}

function assertRefusal(thrown: unknown): void {
  assert.ok(thrown instanceof UnrollError, String(thrown instanceof Error ? thrown.stack : thrown));
  assert.notEqual(thrown.code, 'internal', thrown.detail ?? thrown.message);
  assert.doesNotMatch(render(thrown.sentence, inEnglish('plain')), /\n|\bat .*:\d+:\d+|undefined|NaN|\[object/);
}

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

const hostileNumbers = ['0', '-1', '1e9', '1e999', '0.5', 'null', '"x"', '[]', '9007199254740993', '{"__proto__":1}'];
const changes: Change[] = [
  (bytes, random) => {
    for (let change = random.integer(4); change >= 0; change--)
      bytes[random.integer(bytes.length)] = random.integer(256);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length)),
  (bytes, random) => {
    const [from, length] = [random.integer(bytes.length), random.integer(200)];
    return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)]);
  },
  // A number of a text, or of the header before the tensors.
  (bytes, random) => {
    const written = Buffer.from(bytes).toString('latin1');
    const numbers = [...written.slice(0, 20_000).matchAll(/(?<=[:[,])-?\d[\d.e+-]*/g)];
    const number = hostileNumbers[random.integer(hostileNumbers.length)]!;
    const chosen = numbers[random.integer(Math.max(1, numbers.length))];
    const index = chosen?.index ?? 0;
    const found = chosen?.[0] ?? '';
    return Buffer.from(written.slice(0, index) + number + written.slice(index + found.length), 'latin1');
  },
  (bytes, random) => {
    const at = random.integer(bytes.length);
    return Uint8Array.from(bytes, (byte, i) => (i >= at && i < at + 64 ? 0xff : byte));
  },
];

describe('models whose files were changed', () => {
  let root = '';
  const good = new Map<KindId, string>();
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'unroll-mutated-'));
    for (const kind of kindIds) {
      const common = { kind, engine: 'wasm', modelsFolder: join(root, kind), modelName: kind } as const;
      good.set(kind, (await train({ ...common, ...jobs[kind] })).folder);
    }
  });
  after(() => rm(root, { recursive: true, force: true }));

  for (const [place, kind] of kindIds.entries())
    it(`of the kind ${kind}: ${Math.ceil(mutations / kindIds.length)} changes`, { timeout: 3_600_000 }, async () => {
      const random = new Random(place + 1);
      const models = await mkdtemp(join(root, 'changed-'));
      const folder = join(models, 'model');
      const names = (await readdir(good.get(kind)!)).sort();
      const slowest = { milliseconds: 0, what: '' };
      let works = 0;
      const unchanged = await openModel(good.get(kind)!, 'wasm');
      await useAll(unchanged).finally(() => {
        unchanged.dispose();
      });
      const rounds = Math.ceil(mutations / kindIds.length);
      let most = 0;
      for (let round = 0; round < rounds; round++) {
        await rm(folder, { recursive: true, force: true });
        await cp(good.get(kind)!, folder, { recursive: true });
        const name = names[random.integer(names.length)]!;
        const path = join(folder, name);
        const which = random.integer(changes.length);
        await writeFile(path, changes[which]!(new Uint8Array(await readFile(path)), random));
        const began = performance.now();
        const peakBefore = peak();
        let model: OpenModel | undefined;
        try {
          await listModels(models);
          model = await openModel(folder, 'wasm');
          await useAll(model);
          works++;
        } catch (thrown) {
          assertRefusal(thrown);
        } finally {
          model?.dispose();
        }
        const milliseconds = performance.now() - began;
        most = Math.max(most, peak() - peakBefore);
        if (milliseconds > slowest.milliseconds)
          Object.assign(slowest, { milliseconds, what: `round ${round}, change ${which} of ${name}` });
      }
      assert.ok(works < rounds, `${works} of ${rounds} still work`);
      // No more than to notice a hang: machines differ.
      assert.ok(slowest.milliseconds < 10 * mostMilliseconds, JSON.stringify(slowest));
      const sizes = await Promise.all(names.map(async name => (await stat(join(good.get(kind)!, name))).size));
      const size = sizes.reduce((sum, of) => sum + of, 0);
      assert.ok(most < 2 * size + mostMemory, `one of them took ${most} bytes`);
      console.log(
        `${kind}: ${works} of ${rounds} still work, the slowest took ${slowest.milliseconds.toFixed(0)} ms (${slowest.what}), the peak of memory rose by ${(most / 2 ** 20).toFixed(1)} MB at most with one of them, files of ${size} bytes`,
      );
    });
});
