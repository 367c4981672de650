/**
 * Loss and speed of the predictor with several voices on a text. Seconds are of one core.
 * `npx esbuild bench/predictor/main.ts --bundle --platform=node --outfile=out/predictor.js && node out/predictor.js MODE FILE ...`
 * MODE: `nothing`, bits per byte of the whole file, compressed without prior text; `tenth`, the last tenth of its characters after the first nine;
 * `ablation`, the same without each voice.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compress } from '../../src/predictor/coding/compress';
import { voiceNames, type VoiceName } from '../../src/protocol/voices';
import { Predictor } from '../../src/predictor/voices/predictor';

function timed<T>(work: () => T): [T, number] {
  const began = process.cpuUsage().user;
  const result = work();
  return [result, (process.cpuUsage().user - began) / 1e6];
}

function fromNothing(file: string): void {
  const original = readFileSync(file);
  const [{ bytes, bits }, seconds] = timed(() => compress(original));
  console.log(
    `${basename(file)}: ${((8 * bytes.length) / original.length).toFixed(4)} bits a byte ` +
      `(${(bits / original.length).toFixed(4)} predicted), ${bytes.length} bytes, ${seconds.toFixed(1)} s, ` +
      `${Math.round(original.length / seconds)} bytes/s`,
  );
}

function lastTenth(
  file: string,
  silent: readonly VoiceName[],
): { nats: number; seconds: number; predictor: Predictor } {
  const characters = Array.from(readFileSync(file, 'utf8'));
  const split = Math.floor(characters.length * 0.9);
  const symbols = [...new Set(['<unk>', ...characters.slice(0, split)])];
  const ids = characters.map(character => Math.max(0, symbols.indexOf(character)));
  const [{ predictor, nats }, seconds] = timed(() => {
    const example = ids.slice(0, split);
    const predictor = Predictor.create({ symbols, unit: 'character', textLength: ids.length, example, silent });
    for (const id of example) predictor.observe(id);
    const rest = ids.slice(split);
    return { predictor, nats: rest.reduce((sum, id) => sum - predictor.observe(id), 0) / rest.length };
  });
  return { nats, seconds, predictor };
}

function report(name: string, nats: number, seconds: number): void {
  console.log(
    `${name}: ${nats.toFixed(4)} nats a character, perplexity ${Math.exp(nats).toFixed(3)}, ${seconds.toFixed(1)} s`,
  );
}

const [mode, ...files] = process.argv.slice(2);
for (const file of files)
  if (mode === 'nothing') fromNothing(file);
  else {
    const { nats, seconds, predictor } = lastTenth(file, []);
    report(`${basename(file)}, last tenth, learning`, nats, seconds);
    const weights = Object.entries(predictor.voiceWeights()).map(
      ([name, share]) => `${name} ${(100 * share).toFixed(1)} %`,
    );
    console.log(`  shares of the voices at the end: ${weights.join(', ')}`);
    if (mode === 'ablation')
      for (const voice of voiceNames.filter(name => name !== 'network')) {
        const without = lastTenth(file, [voice]);
        report(`  without ${voice}`, without.nats, without.seconds);
      }
  }
