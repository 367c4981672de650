/**
 * Counts the lines of the product that its unit tests run, by room: `node scripts/coverage.mjs [part of a path ...]` runs the tests as
 * scripts/unit.mjs does. Lines of a bundle are mapped to source lines; files that no test loads count as not run.
 */
import { transform } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './commandLine.mjs';
import { globSync } from './glob.mjs';

const isProduct = (/** @type {string} */ file) => /^(src|webview)\/.*\.ts$/.test(file) && !/\.d\.ts$/.test(file);

/** Source file -> its lines with code -> whether the line was run. @type {Map<string, Map<number, boolean>>} */
const lines = new Map();

/** @param {string} code @param {SourceMap} map @param {(offset: number) => boolean} isRun @param {(source: string) => string} fileOf */
function count(code, map, isRun, fileOf) {
  let start = 0;
  code.split('\n').forEach((line, number) => {
    const column = line.search(/\S/);
    const offset = start + column;
    start += line.length + 1;
    if (column < 0 || /^[\s})\];,]*$/.test(line)) return;
    const found = map.findEntry(number, column);
    if (!('originalSource' in found)) return;
    const file = fileOf(found.originalSource);
    if (!isProduct(file)) return;
    const known = lines.get(file) ?? new Map();
    lines.set(file, known.set(found.originalLine, known.get(found.originalLine) === true || isRun(offset)));
  });
}

/**
 * Returns whether V8 counted an offset as run: the count of the innermost range that contains it. @param {{ ranges: { startOffset: number,
 * endOffset: number, count: number }[] }[]} functions
 */
function runs(functions) {
  const ranges = functions
    .flatMap(of => of.ranges)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  /** @type {typeof ranges} */
  const open = [];
  const rest = ranges.values();
  let next = rest.next().value;
  // To be called with rising offsets.
  return (/** @type {number} */ offset) => {
    for (; next && next.startOffset <= offset; next = rest.next().value) open.push(next);
    while ((open.at(-1)?.endOffset ?? Infinity) <= offset) open.pop();
    return (open.at(-1)?.count ?? 0) > 0;
  };
}

const words = readArguments('Usage: node scripts/coverage.mjs [part of the path of a test ...]', {
  allowPositionals: true,
});
const folder = mkdtempSync(join(tmpdir(), 'unroll-coverage-'));
const { status } = spawnSync(process.execPath, ['scripts/unit.mjs', ...words.positionals], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, NODE_V8_COVERAGE: folder },
});
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  for (const { url, functions } of report.result) {
    const payload = report['source-map-cache']?.[url]?.data;
    if (!url.startsWith('file:') || !payload) continue;
    const fileOf = (/** @type {string} */ source) => relative('.', fileURLToPath(source));
    count(readFileSync(fileURLToPath(url), 'utf8'), new SourceMap(payload), runs(functions), fileOf);
  }
}
rmSync(folder, { recursive: true });

for (const file of [...globSync('src', /\.ts$/), ...globSync('webview', /\.ts$/)].filter(
  one => isProduct(one) && !lines.has(one),
)) {
  const { code, map } = await transform(readFileSync(file, 'utf8'), {
    loader: 'ts',
    sourcemap: 'external',
    sourcefile: file,
  });
  count(
    code,
    new SourceMap(JSON.parse(map)),
    () => false,
    source => source,
  );
}

/** @type {Map<string, { run: number, all: number }>} */
const rooms = new Map();
for (const [file, known] of lines) {
  const [top = '', room = ''] = file.split('/');
  for (const name of [top === 'src' && !room.endsWith('.ts') ? `src/${room}` : top, 'all']) {
    const sum = rooms.get(name) ?? { run: 0, all: 0 };
    rooms.set(name, { run: sum.run + [...known.values()].filter(Boolean).length, all: sum.all + known.size });
  }
}
for (const [name, { run, all }] of [...rooms].sort(([a], [b]) => a.localeCompare(b)))
  console.log(
    `${name.padEnd(16)}${String(run).padStart(7)} of ${String(all).padStart(6)} lines  ${((100 * run) / all).toFixed(1).padStart(5)} %`,
  );
process.exit(status ?? 1);
