/**
 * Compresses and decompresses large files, one line each: `node scripts/run.mjs bench/predictor/roundTrips.ts [bytes]` (a megabyte of each; minutes).
 * The exit code is 1 if a file differs or its size does not agree with the predicted bits.
 */
import { readFileSync } from 'node:fs';
import { compress, decompress } from '../../src/predictor/coding/compress';
import { HEADER_BYTES } from '../../src/predictor/coding/container';
import { Random } from '../../src/text/random/random';

const size = Number(process.argv[2] ?? 1_000_000);
const random = new Random(1);
const files: Record<string, Uint8Array> = {
  'random bytes': Uint8Array.from({ length: size }, () => random.integer(256)),
  'one byte again and again': new Uint8Array(size).fill(97),
  'the program of Node': readFileSync(process.execPath).subarray(0, size),
  'Chinese and emoji': new TextEncoder()
    .encode('道可道，非常道。名可名，非常名。👩‍🚀🌍\n'.repeat(Math.ceil(size / 60)))
    .subarray(0, size),
};

console.log('| | bytes | compressed | of what is predicted | s there | s back |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const [name, original] of Object.entries(files)) {
  const began = performance.now();
  const { bytes, bits } = compress(original);
  const between = performance.now();
  const same = Buffer.compare(decompress(bytes), original) === 0;
  const seconds = [between - began, performance.now() - between].map(ms => (ms / 1000).toFixed(1));
  const share = (8 * (bytes.length - HEADER_BYTES)) / bits;
  console.log(
    `| ${name} | ${original.length} | ${bytes.length} | ${(100 * share).toFixed(3)} % | ${seconds.join(' | ')} |`,
  );
  if (!same) console.error(`${name} did not come back.`);
  // The last byte may be incomplete, and the coder needs one more byte to finish.
  const agrees = Math.abs(share - 1) < 0.001 || Math.abs(8 * (bytes.length - HEADER_BYTES) - bits) < 16;
  if (!same || !agrees) process.exitCode = 1;
}
