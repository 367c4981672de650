/**
 * The time of listing many models, and the longest time for which the event loop is blocked:
 * `node scripts/run.mjs bench/scale/models.ts 500 2000`
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arranged, groupedByText } from '../../src/host/models/arrangement';
import { ModelLines } from '../../src/host/models/lines';
import { defaultLanguageModelOptions } from '../../src/options/language';
import { listModels, type ManifestCache } from '../../src/store/list';
import { serialise } from '../../src/store/schemas';
import { manifestVersion, type ModelManifest } from '../../src/store/types';
import { message } from '../../src/words/message';
import { inEnglish, render } from '../../src/words/render';

const rounds = 5;

function manifestOf(place: number): ModelManifest {
  const progress = { step: 1000, epoch: 20, trainLoss: 1.2, validationLoss: 1.4 };
  const corpus = { name: 'notes.txt', characters: 90_000, tokens: 90_000, vocabularySize: 80, validationTokens: 9000 };
  const result = {
    ...{ reason: 'completed' as const, steps: 1000, epochs: 20, seconds: 60, trainLoss: 1.2, validationLoss: 1.4 },
    verdict: message('verdict.good'),
  };
  return {
    ...{ manifestVersion, id: `model-${place}`, name: `notes ${place}`, unrollVersion: '0.1.0', parameters: 300_000 },
    createdAt: new Date(1.7e12 + place * 60_000).toISOString(),
    state: 'finished',
    source: { name: `notes ${place % 20}.txt`, sha256: String(place % 20), characters: 90_000 },
    ...{ corpus, progress, result },
    kind: 'language',
    options: defaultLanguageModelOptions,
  };
}

interface Times {
  milliseconds: number;
  /** Processor time of all threads of this process, which other programs hardly change. */
  processor: number;
  /** The longest time for which the event loop was blocked. */
  blocked: number;
}

async function during<T>(work: () => Promise<T> | T): Promise<Times & { value: T }> {
  let [blocked, last, over] = [0, performance.now(), false];
  const watch = (): void => {
    blocked = Math.max(blocked, performance.now() - last);
    last = performance.now();
    if (!over) setImmediate(watch);
  };
  setImmediate(watch);
  const [began, used] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  over = true;
  watch();
  return { value, milliseconds, processor: (user + system) / 1000, blocked };
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const reader = inEnglish('label');

const newLines = (): ModelLines =>
  new ModelLines(({ label, description, detail }) => ({
    label: render(label, reader),
    description: render(description, reader),
    detail: render(detail, reader),
  }));

async function measure(count: number): Promise<void> {
  const models = await mkdtemp(join(tmpdir(), 'unroll-many-'));
  try {
    for (let place = 0; place < count; place++) {
      const folder = join(models, `model-${place}`);
      await mkdir(folder);
      await writeFile(join(folder, 'model.json'), serialise(manifestOf(place)));
      await writeFile(join(folder, 'weights.safetensors'), 'x');
    }
    const print = (what: string, times: Times[]): void => {
      const taken = middle(times.map(({ milliseconds }) => milliseconds)).toFixed(1);
      const stopped = middle(times.map(({ blocked }) => blocked)).toFixed(1);
      const processor = middle(times.map(time => time.processor)).toFixed(1);
      console.log(
        `${count} models, ${what}: ${taken} ms (${processor} ms of processor), at most ${stopped} ms at a time`,
      );
    };
    const cache: ManifestCache = new Map();
    const [first, again, lines, grouped]: Times[][] = [[], [], [], []];
    for (let round = 0; round < rounds; round++) {
      first!.push(await during(() => listModels(models)));
      const { value: entries } = await during(() => listModels(models, cache));
      again!.push(await during(() => listModels(models, cache)));
      const written = newLines();
      lines!.push(await during(() => written.prepare(entries)));
      grouped!.push(
        await during(() => groupedByText(arranged(entries, { order: 'name', filter: 'notes 1' }, written.wordsOf))),
      );
    }
    print('read', first!);
    print('read again', again!);
    print('written as lines', lines!);
    print('filtered, ordered and grouped', grouped!);
  } finally {
    await rm(models, { recursive: true, force: true });
  }
}

for (const count of process.argv.slice(2).map(Number)) await measure(count);
