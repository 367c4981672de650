/**
 * The time of a key and of a suggestion of 40 characters, with all voices and with the network alone, while a document is
 * learned and without one; and the reading speed of all voices. Times of suggestions are wall time, times of reading are processor time:
 * `node scripts/run.mjs bench/predictor/measure.ts suggestion MODEL_FOLDER TEXT_FILE` builds and runs it.
 */
import { readFileSync } from 'node:fs';
import { language } from '../../src/kinds/language/implementation';
import { defaultSamplingOptions } from '../../src/options/sampling';
import { median } from '../statistics';

const [, , folder = '', file = ''] = process.argv;
const keys = 60;
const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
const signal = new AbortController().signal;

async function main(): Promise<void> {
  const model = await language.open(folder, 'auto');
  const begin = Math.floor(text.length * 0.9);
  for (const temperature of [0, 0.8])
    for (const networkAlone of [true, false]) {
      const milliseconds: Record<number, number[]> = { 1: [], 40: [] };
      for (let key = 0; key < keys; key++)
        for (const tokens of [1, 40]) {
          const began = performance.now();
          await model.continue?.(
            {
              modelFolder: folder,
              prefix: text.slice(begin - 2000, begin + 2 * key + (tokens === 1 ? 0 : 1)),
              most: { tokens },
              stopAt: [],
              sampling: { ...defaultSamplingOptions, temperature },
              networkAlone,
              timeBudgetMs: 0,
            },
            signal,
          );
          milliseconds[tokens]?.push(performance.now() - began);
        }
      const [key, suggestion] = [1, 40].map(tokens => median(milliseconds[tokens] ?? []).toFixed(2));
      console.log(
        `temperature ${temperature}, ${networkAlone ? 'network alone' : 'all voices'}: a key and one character ${key} ms, 40 characters ${suggestion} ms`,
      );
    }
  const write = async (key: number): Promise<number> => {
    const written = text.slice(begin, begin + 4000 + key);
    const began = performance.now();
    await model.continue?.(
      {
        modelFolder: folder,
        prefix: written.slice(-2000),
        document: { id: 'document', text: written },
        most: { tokens: 1 },
        stopAt: [],
        sampling: defaultSamplingOptions,
        timeBudgetMs: 0,
      },
      signal,
    );
    return performance.now() - began;
  };
  await write(0);
  await new Promise(resolve => setTimeout(resolve, 10_000));
  const keysWritten: number[] = [];
  for (let key = 1; key <= 300; key++) keysWritten.push(await write(key));
  keysWritten.sort((a, b) => a - b);
  const slowest = keysWritten.slice(-6).map(time => time.toFixed(1));
  console.log(
    `learning from a document: a key and one character ${median(keysWritten).toFixed(2)} ms; the slowest six of 300 (a line is learned) ${slowest.join(', ')} ms`,
  );
  const seconds = async (figures: 'frozen' | 'both'): Promise<number> => {
    const before = process.cpuUsage().user;
    const source = { kind: 'text' as const, name: 'text', text: text.slice(begin, begin + 15_000) };
    await model.evaluate?.({ modelFolder: folder, sources: [source], figures }, signal);
    return (process.cpuUsage().user - before) / 1e6;
  };
  await seconds('both');
  const frozen = await seconds('frozen');
  console.log(
    `reading on with all voices: ${Math.round(15_000 / ((await seconds('both')) - frozen))} characters a second`,
  );
  model.dispose();
}

void main();
