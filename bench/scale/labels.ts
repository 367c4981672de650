/**
 * The time from 100 000 labelled lines to trained statistics and to the network's first report, in seconds of wall time and of
 * processor time (which other programs hardly change): `node scripts/run.mjs bench/scale/labels.ts TEXT [LINES [LABELS]]`, lines of 12 words of TEXT.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { labels as kind } from '../../src/kinds/labels/description';
import { prepareLabels } from '../../src/kinds/labels/prepareLabels';
import { readLabels } from '../../src/kinds/labels/readLabels';
import { Statistics } from '../../src/kinds/labels/statistics';
import { defaultLabelOptions } from '../../src/options/labels';
import { withStandard } from '../../src/options/read';
import type { TextSource } from '../../src/protocol/textSource';
import { groupingSimilar } from '../../src/text/labels/similarTexts';
import { runAtOnce } from '../../src/text/pausable';
import { pauser } from '../../src/training/pause';
import { Random } from '../../src/text/random/random';

const [path = '', lines = '100000', different = '4'] = process.argv.slice(2);
const words = readFileSync(path, 'utf8').split(/\s+/);
const random = new Random(1);

/** The words of each label are from another part of the text, so that the labels can be learned. */
const text = Array.from({ length: Number(lines) }, () => {
  const label = random.integer(Number(different));
  const part = words.length / Number(different);
  const from = Math.floor(label * part) + random.integer(Math.floor(part) - 12);
  return `${kind.id}-${label}\t${words.slice(from, from + 12).join(' ')}`;
}).join('\n');

async function timed<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(used);
  console.log(
    `${what}: ${((performance.now() - began) / 1000).toFixed(1)} s, processor ${((user + system) / 1e6).toFixed(1)} s`,
  );
  return value;
}

const source: TextSource = { kind: 'text', name: 'lines', text };
const read = await timed('read', () => readLabels(source, withStandard('labelColumns'), pauser()));
await timed('texts that say nearly the same, alone', () => runAtOnce(groupingSimilar(read.texts.map(of => of.text))));
const prepared = await timed('split, statistics, encoding', () => prepareLabels(read, defaultLabelOptions, pauser()));
const { training, validation, labels } = prepared;
await timed('of it statistics alone', () => runAtOnce(Statistics.training(training, validation, labels.length, 1)));

/** In the terminal, whose program `npm run build` makes: until the network says its first figure. */
const folder = mkdtempSync(join(tmpdir(), 'unroll-scale-'));
const file = join(folder, 'lines.tsv');
writeFileSync(file, text);
const began = performance.now();
const program = spawn(process.execPath, ['dist/cli.mjs', 'train-classifier', file, '--json', '--out', folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
for await (const line of createInterface({ input: program.stdout })) {
  if ((JSON.parse(line) as { kind?: string }).kind !== 'metrics') continue;
  console.log(`unroll train-classifier, to its first figure: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  program.kill('SIGKILL');
  break;
}
rmSync(folder, { recursive: true });
