/**
 * Compression of files by Unroll and other programs: `node scripts/run.mjs bench/predictor/compression.ts` writes the table of docs/compression.md.
 * Each of our compressed files is decompressed and compared. Programs that are not installed are listed as left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { compress, decompress } from '../../src/predictor/coding/compress';

const page = 'docs/compression.md';
const files = ['timemachine.txt', 'tinyshakespeare.txt'];

interface Program {
  name: string;
  /** Size in bytes and time in seconds; undefined if the program is not installed. @param folder an empty folder for its files */
  run: (bytes: Buffer, folder: string) => { size: number; seconds: number } | undefined;
}

const within =
  (work: (bytes: Buffer) => Uint8Array): Program['run'] =>
  bytes => {
    const began = performance.now();
    const { length } = work(bytes);
    return { size: length, seconds: (performance.now() - began) / 1000 };
  };

/** @param args of a program that compresses `input` in its folder @param made the file that it writes */
const program =
  (command: string, args: string[], made: string): Program['run'] =>
  (bytes, folder) => {
    writeFileSync(join(folder, 'input'), bytes);
    const began = performance.now();
    const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'ignore' });
    if (error) return undefined;
    if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
    return { size: statSync(join(folder, made)).size, seconds: (performance.now() - began) / 1000 };
  };

const brotli = (bytes: Buffer): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });

const programs: readonly Program[] = [
  { name: 'gzip -9', run: within(bytes => gzipSync(bytes, { level: 9 })) },
  { name: 'brotli -q 11', run: within(brotli) },
  { name: 'bzip2 -9', run: program('bzip2', ['-9', '-k', 'input'], 'input.bz2') },
  { name: 'zstd --ultra -22', run: program('zstd', ['-q', '--ultra', '-22', 'input'], 'input.zst') },
  { name: 'xz -9e', run: program('xz', ['-9e', '-k', 'input'], 'input.xz') },
  {
    name: '7z PPMd, order 8',
    run: program('7z', ['a', '-m0=PPMd:o8:mem=192m', 'input.7z', 'input'], 'input.7z'),
  },
  { name: 'zpaq -m5', run: program('zpaq', ['add', 'input.zpaq', 'input', '-m5'], 'input.zpaq') },
  {
    name: '**unroll compress**',
    run: bytes => {
      const began = performance.now();
      const small = compress(bytes).bytes;
      const seconds = (performance.now() - began) / 1000;
      if (!bytes.equals(decompress(small))) throw new Error('What came back is not what was compressed.');
      return { size: small.length, seconds };
    },
  },
];

function find(file: string): string | undefined {
  const folders = [process.env['UNROLL_DATA'], '../shared/data', 'test/golden/data'].filter(folder => folder);
  return folders.map(folder => resolve(folder!, file)).find(path => existsSync(path));
}

const there: string[] = [];
for (const file of files) {
  const path = find(file);
  if (path === undefined) console.log(`${file} is not there; UNROLL_DATA names its folder`);
  else there.push(path);
}
const absent = new Set<string>();
const rows: string[] = [];
for (const { name, run } of programs) {
  const cells: string[] = [];
  for (const path of there) {
    const bytes = readFileSync(path);
    const folder = mkdtempSync(join(tmpdir(), 'unroll-compression-'));
    const outcome = run(bytes, folder);
    rmSync(folder, { recursive: true, force: true });
    if (!outcome) {
      absent.add(name);
      continue;
    }
    const bits = ((8 * outcome.size) / bytes.length).toFixed(3);
    cells.push(`${outcome.size} | ${bits} | ${outcome.seconds.toFixed(1)}`);
    console.log(
      `${name}, ${basename(path)}: ${outcome.size} bytes, ${bits} bits a byte, ${outcome.seconds.toFixed(1)} s`,
    );
  }
  if (cells.length > 0) rows.push(`| ${name} | ${cells.join(' | ')} |`);
}
for (const name of absent) console.log(`${name} is not on this machine and was left out`);

const heads = there.map(path => `${basename(path)}, bytes | bits a byte | s`).join(' | ');
const leftOut = absent.size === 0 ? '' : `\nNot on that machine, and so left out: ${[...absent].join(', ')}.\n`;
const table = `| Program | ${heads} |
| --- |${' ---: |'.repeat(3 * there.length)}
${rows.join('\n')}
${leftOut}
Made by \`node scripts/run.mjs bench/predictor/compression.ts\` on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version},
${new Date().toISOString().slice(0, 10)}. Seconds are of compressing, on one run, and grow with whatever else the machine does; ours takes as long again to decompress.
Sizes include each format's header and checksum (ours: 20 bytes).`;
const written = readFileSync(page, 'utf8').split(/(?<=<!-- measured -->\n)[^]*(?=\n<!-- end -->)/);
if (written.length !== 2) throw new Error(`${page} has no place for the table.`);
writeFileSync(page, written.join(`\n${table}\n`));
console.log(`${page} is made`);
