/**
 * Compiles the native kernels (src/engine/c) to <folder>/native-<platform>-<arch>.node, with the C compiler that
 * is there and the headers of Node-API; where there is none, nothing is said and the product goes without.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache, contentKey, flags, sources, standalone, warnings } from './buildKernels.mjs';

const run = promisify(execFile);

/** The builds of the kernels for a processor: what kernels.c is told, and what the compiler is. @type {Record<string, string[][]>} */
const builds = {
  x64: [
    ['-DUNROLL_AVX512', '-mavx512f', '-mavx512bw', '-mavx512dq', '-mavx512vl', '-mavx2', '-mfma'],
    ['-DUNROLL_AVX2', '-mavx2', '-mfma'],
    ['-DUNROLL_SSE4', '-msse4.1'],
  ],
  arm64: [['-DUNROLL_NEON']],
};

/**
 * A machine to build for, and the compilers that do. `alone`: clang and LLVM's linker with nothing of that system here, neither headers nor
 * libraries; what the kernels need of them is in `standalone`.
 * @typedef {{ platform: string, arch: string, compilers: string[], alone?: { triple: string } }} Target
 * @type {Target[]}
 */
const targets = [
  { platform: 'linux', arch: 'x64', compilers: ['x86_64-linux-gnu-gcc'] },
  { platform: 'linux', arch: 'arm64', compilers: ['aarch64-linux-gnu-gcc'] },
  { platform: 'win32', arch: 'x64', compilers: ['clang'], alone: { triple: 'x86_64-w64-mingw32' } },
  { platform: 'win32', arch: 'arm64', compilers: ['clang'], alone: { triple: 'aarch64-w64-mingw32' } },
  { platform: 'darwin', arch: 'x64', compilers: ['clang'], alone: { triple: 'x86_64-apple-macos11' } },
  { platform: 'darwin', arch: 'arm64', compilers: ['clang'], alone: { triple: 'arm64-apple-macos11' } },
];

/** On Windows without its own headers too. @type {Target} */
const host = {
  ...targets.find(
    ({ platform, arch }) => platform === 'win32' && process.platform === 'win32' && arch === process.arch,
  ),
  ...{ platform: process.platform, arch: process.arch },
  compilers: process.platform === 'win32' ? ['clang'] : ['cc', 'gcc', 'clang'],
};

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
  if (!compiler || !builds[target.arch] || !['linux', 'darwin', 'win32'].includes(target.platform)) return;
  mkdirSync(cache, { recursive: true });
  const cached = join(
    cache,
    `${name}-${contentKey(linking(target), builds[target.arch], compiler.version, more)}.node`,
  );
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

/** How the compiler is told to link; Node's own functions are found when the module is loaded. @param {Target} target */
function linking({ platform, alone }) {
  if (alone) return ['alone', alone.triple];
  if (platform === 'darwin') return ['-bundle', '-undefined', 'dynamic_lookup'];
  return ['-shared', '-s', '-fPIC'];
}

/** By LLVM's linkers themselves. @param {Target} target @param {string[]} objects @param {string} result @param {string} aside */
async function linkAlone({ platform, arch }, objects, result, aside) {
  if (platform === 'darwin') {
    const name = arch === 'x64' ? 'x86_64' : arch;
    const kind = ['-arch', name, '-platform_version', 'macos', '11.0', '11.0', '-bundle'];
    const flags = [...kind, '-undefined', 'dynamic_lookup', '-adhoc_codesign', '-o', result];
    await runLlvm('ld64.lld', [...flags, ...objects, join(standalone, 'libSystem.tbd')]);
    return;
  }
  const libraries = ['kernel32', 'msvcrt'].map(name => ({
    from: join(standalone, `${name}.def`),
    to: join(aside, `${name}.lib`),
  }));
  for (const { from, to } of libraries)
    await runLlvm('llvm-dlltool', ['-m', arch === 'x64' ? 'i386:x86-64' : arch, '-d', from, '-l', to]);
  const kind = ['/dll', '/noentry', '/nodefaultlib', '/brepro', `/machine:${arch}`, `/out:${result}`];
  await runLlvm('lld-link', [...kind, ...objects, ...libraries.map(({ to }) => to)]);
}

/** Debian has most of them under a name with the version only. @param {string} command @param {string[]} args */
async function runLlvm(command, args) {
  for (const name of [command, ...Array.from({ length: 12 }, (_, back) => `${command}-${25 - back}`)])
    try {
      await run(name, args);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  throw new Error(`${command} of LLVM is not here.`);
}

/** @param {Target} target @param {string} compiler @param {string} result @param {string[]} extra */
async function compile(target, compiler, result, extra) {
  // Another build may run at the same time: all aside, then renamed.
  const aside = mkdtempSync(join(cache, 'native-'));
  try {
    const headers = createRequire(import.meta.url)('node-api-headers').include_dir;
    const freely = ['-ffreestanding', '-fbuiltin', '-fno-stack-protector', '-isystem', standalone];
    const alone = target.alone && [`--target=${target.alone.triple}`, ...freely];
    const common = [
      ...flags,
      '-fvisibility=hidden',
      ...warnings,
      ...(target.platform === 'win32' ? [] : ['-fPIC']),
      ...(alone ?? []),
      ...extra,
    ];
    /** @param {string} source @param {string} object @param {string[]} more */
    const object = async (source, object, more) => {
      await run(compiler, [...common, ...more, '-c', join(sources, source), '-o', join(aside, object)]);
      return join(aside, object);
    };
    const objects = await Promise.all([
      object('addon.c', 'addon.o', ['-isystem', headers]),
      ...(builds[target.arch] ?? []).map((more, i) => object('kernels.c', `kernels${i}.o`, more)),
    ]);
    if (alone) await linkAlone(target, objects, join(aside, 'native.node'), aside);
    else await run(compiler, [...linking(target), ...extra, '-o', join(aside, 'native.node'), ...objects]);
    renameSync(join(aside, 'native.node'), result);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
