/** node shufflePairs.mjs IN OUT [SEED]: the distinct lines of a TSV in random order, so that the held-out end has the same distribution. */
import { readFileSync, writeFileSync } from 'node:fs';

const [input, output, seed = '1'] = process.argv.slice(2);
if (!input || !output) throw new Error('node shufflePairs.mjs IN OUT [SEED]');

/** mulberry32 */
let state = Number(seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const lines = [
  ...new Set(
    readFileSync(input, 'utf8')
      .split(/\r?\n/)
      .filter(line => line.trim() !== ''),
  ),
];
for (let i = lines.length - 1; i > 0; i--) {
  const j = Math.floor(random() * (i + 1));
  [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
}
writeFileSync(output, `${lines.join('\n')}\n`);
