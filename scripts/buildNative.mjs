/**
 * Compiles the native kernels (src/engine/native/kernels) to <folder>/native-<platform>-<arch>.node, with the C compiler that
 * is there and the headers of Node-API; where there is none, nothing is said and the product goes without.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const sources = 'src/engine/native/kernels';
const cache = '.cache/kernels';
// Multiply-adds are fused only where the source says so; NaN and infinity keep their meaning.
const flags = [
  '-std=gnu11',
  '-O2',
  '-fvisibility=hidden',
  '-ffp-contract=off',
  '-fno-math-errno',
  '-fno-trapping-math',
];
const warnings = ['-Wall', '-Wextra', '-Wno-psabi'];

/** Windows is missing: there a module has to look up Node's functions in the program that loads it. @type {readonly string[]} */
const platforms = ['linux', 'darwin'];

/** The builds of the kernels for a processor: what kernels.c is told, and what the compiler is. @type {Record<string, string[][]>} */
const builds = {
  x64: [
    ['-DUNROLL_AVX512', '-mavx512f', '-mavx512dq', '-mavx512vl', '-mavx2', '-mfma'],
    ['-DUNROLL_AVX2', '-mavx2', '-mfma'],
    ['-DUNROLL_SSE4', '-msse4.1'],
  ],
  arm64: [['-DUNROLL_NEON']],
};

/** Where a compiler for another machine is installed. @typedef {{ platform: string, arch: string, compilers: string[] }} Target @type {Target[]} */
const targets = [
  { platform: 'linux', arch: 'x64', compilers: ['x86_64-linux-gnu-gcc'] },
  { platform: 'linux', arch: 'arm64', compilers: ['aarch64-linux-gnu-gcc'] },
];

/** @type {Target} */
const host = { platform: process.platform, arch: process.arch, compilers: ['cc', 'gcc', 'clang'] };

/** Stops at whatever C leaves undefined, and at accesses outside the kernels' own variables. */
const sanitizers = ['-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** For the tests, on Linux: <folder>/native-sanitized.node, which runs where libasan is loaded first. @param {string} folder */
export async function buildSanitized(folder) {
  if (host.platform === 'linux') await place(host, folder, 'native-sanitized', sanitizers);
}

/** For this machine, or (what is packaged) for every machine that a compiler is here for. @param {string} folder @param {boolean} [everywhere] */
export async function buildNative(folder, everywhere = false) {
  if (!existsSync(join(sources, 'addon.c'))) return;
  const others = targets.filter(({ platform, arch }) => platform !== host.platform || arch !== host.arch);
  for (const target of everywhere ? [host, ...others] : [host]) await place(target, folder);
}

/** @param {Target} target @param {string} folder @param {string} [name] @param {string[]} [more] flags */
async function place(target, folder, name = `native-${target.platform}-${target.arch}`, more = []) {
  const placed = join(folder, `${name}.node`);
  rmSync(placed, { force: true });
  const compiler = await find(target.compilers);
  if (!compiler || !builds[target.arch] || !platforms.includes(target.platform)) return;
  mkdirSync(cache, { recursive: true });
  const cached = join(cache, `${name}-${contentKey(target, compiler.version, more)}.node`);
  try {
    if (!existsSync(cached)) await compile(target, compiler.command, cached, more);
    copyFileSync(cached, placed);
  } catch (error) {
    console.warn(
      `The native kernels do not compile; going on without.\n${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The first compiler that answers, and what it says of itself. @param {string[]} commands */
async function find(commands) {
  for (const command of commands) {
    try {
      return { command, version: (await run(command, ['--version'])).stdout };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Changes with the sources, the flags and the compiler. @param {Target} target @param {string} version @param {string[]} extra */
function contentKey(target, version, extra) {
  const hash = createHash('sha256').update(
    JSON.stringify([flags, linking(target), builds[target.arch], version, extra]),
  );
  for (const file of readdirSync(sources).sort()) hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Node's own functions are found when the module is loaded. @param {Target} target */
function linking({ platform }) {
  if (platform === 'darwin') return ['-bundle', '-undefined', 'dynamic_lookup'];
  return ['-shared', '-s', '-fPIC'];
}

/** @param {Target} target @param {string} compiler @param {string} result @param {string[]} extra */
async function compile(target, compiler, result, extra) {
  // Another build may run at the same time: all aside, then renamed.
  const aside = mkdtempSync(join(cache, 'native-'));
  try {
    const headers = createRequire(import.meta.url)('node-api-headers').include_dir;
    const common = [...flags, ...warnings, '-fPIC', ...extra];
    /** @param {string} source @param {string} object @param {string[]} more */
    const object = async (source, object, more) => {
      await run(compiler, [...common, ...more, '-c', join(sources, source), '-o', join(aside, object)]);
      return join(aside, object);
    };
    const objects = await Promise.all([
      object('addon.c', 'addon.o', ['-isystem', headers]),
      ...(builds[target.arch] ?? []).map((more, i) => object('kernels.c', `kernels${i}.o`, more)),
    ]);
    await run(compiler, [...linking(target), ...extra, '-o', join(aside, 'native.node'), ...objects]);
    renameSync(join(aside, 'native.node'), result);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
