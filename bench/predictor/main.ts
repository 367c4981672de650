/**
 * How well and how fast the predictor of several voices reads a text.
 * `node out/bench/predictor.js nothing|tenth FILE ...`: bits a byte from nothing; or nats a character of the last tenth after the first nine.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compress } from '../../src/predictor/coding/compress';
import { Predictor } from '../../src/predictor/voices/predictor';

const [mode = 'nothing', ...files] = process.argv.slice(2);
for (const file of files) {
  const bytes = readFileSync(file);
  const began = process.cpuUsage().user;
  const seconds = (): number => (process.cpuUsage().user - began) / 1e6;
  if (mode === 'nothing') {
    const { bytes: packed, bits } = compress(bytes);
    const s = seconds();
    console.log(
      `${basename(file)}: ${((8 * packed.length) / bytes.length).toFixed(4)} bits a byte (${(bits / bytes.length).toFixed(4)} by prediction), ` +
        `${packed.length} bytes, ${s.toFixed(1)} s of CPU, ${Math.round(bytes.length / s)} bytes/s`,
    );
    continue;
  }
  const characters = Array.from(bytes.toString('utf8'));
  const split = Math.floor(characters.length * 0.9);
  const symbols = [...new Set(['<unk>', ...characters.slice(0, split)])];
  const ids = characters.map(c => Math.max(0, symbols.indexOf(c)));
  const predictor = Predictor.create({
    symbols,
    unit: 'character',
    textLength: ids.length,
    example: ids.slice(0, split),
  });
  let before = 0;
  for (const id of ids.slice(0, split)) before -= predictor.observe(id);
  const training = seconds();
  let after = 0;
  for (const id of ids.slice(split)) after -= predictor.observe(id);
  const nats = after / (ids.length - split);
  console.log(
    `${basename(file)}: last tenth ${nats.toFixed(4)} nats, perplexity ${Math.exp(nats).toFixed(3)}; first nine ${(before / split).toFixed(4)} nats ` +
      `in ${training.toFixed(1)} s of CPU; all ${Math.round(ids.length / seconds())} characters/s`,
  );
  console.log(
    JSON.stringify(predictor.voiceWeights(), (_, v: unknown) => (typeof v === 'number' ? Number(v.toFixed(3)) : v)),
  );
}
