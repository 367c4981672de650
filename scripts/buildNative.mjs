/**
 * Compiles the native kernels (src/engine/c) to <folder>/native-<platform>-<arch>.node, with the installed C compiler
 * and the headers of Node-API. Without a compiler it does nothing, and the product works without native kernels.
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cache, contentKey, flags, sources, standalone, warnings } from './buildKernels.mjs';

const run = promisify(execFile);

/** The builds of the kernels for each processor: macros for kernels.c and flags of the compiler. @type {Record<string, string[][]>} */
const builds = {
  x64: [
    ['-DUNROLL_AVX512', '-mavx512f', '-mavx512bw', '-mavx512dq', '-mavx512vl', '-mavx2', '-mfma'],
    ['-DUNROLL_AVX2', '-mavx2', '-mfma'],
    ['-DUNROLL_SSE4', '-msse4.1'],
  ],
  arm64: [['-DUNROLL_NEON']],
};

/**
 * A machine to build for, and its compilers. `alone`: clang and LLVM's linker without that system's headers and
 * libraries; `standalone` contains the parts that the kernels need.
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

/** On Windows also built without the system's headers. @type {Target} */
const host = {
  ...targets.find(
    ({ platform, arch }) => platform === 'win32' && process.platform === 'win32' && arch === process.arch,
  ),
  ...{ platform: process.platform, arch: process.arch },
  compilers: process.platform === 'win32' ? ['clang'] : ['cc', 'gcc', 'clang'],
};

/** Aborts on undefined behaviour and on memory accesses outside allocated objects. */
const sanitizers = ['-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** For tests on Linux: <folder>/native-sanitized.node, which needs libasan to be preloaded. @param {string} folder */
export async function buildSanitized(folder) {
  if (host.platform === 'linux') await place(host, folder, 'native-sanitized', sanitizers);
}

/** Builds for this machine, or, for the package, for every machine with a compiler here. @param {string} folder @param {boolean} [everywhere] */
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

/** The first compiler that runs, with its version. @param {string[]} commands */
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

/** The flags for linking; Node's functions are resolved when the module is loaded. @param {Target} target */
function linking({ platform, alone }) {
  if (alone) return ['alone', alone.triple];
  if (platform === 'darwin') return ['-bundle', '-undefined', 'dynamic_lookup'];
  return ['-shared', '-s', '-fPIC'];
}

/** Links with LLVM's linkers. @param {Target} target @param {string[]} objects @param {string} result @param {string} aside */
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

/** Runs an LLVM tool; in Debian most of them have only a name with the version. @param {string} command @param {string[]} args */
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
  // Built in another folder and then renamed, since another build may run at the same time.
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
