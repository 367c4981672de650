/**
 * What a key and a suggestion of 40 characters cost, with all voices and with the network alone, side by side:
 * `node scripts/run.mjs bench/predictor/measure.ts MODEL_FOLDER TEXT_FILE` builds and runs this.
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
  const model = await language.open(folder, 'wasm');
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
  model.dispose();
}

void main();
