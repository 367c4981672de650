/**
 * Compiles the kernels in C (src/engine/c) to <folder>/kernels-{simd,relaxed,wide}.wasm with a clang that is compiled to WebAssembly, so only
 * Node is needed.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const sources = 'src/engine/c';
export const standalone = join(sources, 'standalone');
export const cache = '.cache/kernels';
/** Multiply-adds are fused only where the source requests it; NaN and infinity follow IEEE 754. */
export const flags = ['-std=gnu11', '-O2', '-ffp-contract=off', '-fno-math-errno', '-fno-trapping-math'];
export const warnings = ['-Wall', '-Wextra', '-Wno-psabi'];

const relaxed = ['-mrelaxed-simd'];
const variants = { simd: [], relaxed, wide: [...relaxed, '-DUNROLL_WIDE'] };
/** The module uses the memory of tfjs and a stack that is allocated there. */
const forWasm = [
  ...['--target=wasm32', '-msimd128', '-mnontrapping-fptoint', '-mbulk-memory'],
  ...['-Xclang', '-target-feature', '-Xclang', '+bulk-memory-opt', '-isystem', 'standalone', '-nostdlib'],
  ...['--no-entry', '--import-memory', '--export=__stack_pointer', '--strip-all'].map(flag => `-Wl,${flag}`),
];

/** Does nothing if the sources are missing; compiles only after a change. @param {string} folder */
export async function buildKernels(folder) {
  if (!existsSync(join(sources, 'kernels.c'))) return;
  mkdirSync(folder, { recursive: true });
  mkdirSync(cache, { recursive: true });
  const key = contentKey(forWasm, variants, compilerVersion());
  for (const [variant, more] of Object.entries(variants)) {
    const cached = join(cache, `${variant}-${key}.wasm`);
    if (!existsSync(cached)) await compile(variant, more, cached);
    copyFileSync(cached, join(folder, `kernels-${variant}.wasm`));
  }
}

const compilerVersion = () => JSON.parse(readFileSync('package.json', 'utf8')).devDependencies['@yowasp/clang'];

/** @param {string} folder */
const filesIn = folder =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []));

/** A hash of the sources and of the way they are compiled. @param {unknown[]} how */
export function contentKey(...how) {
  const hash = createHash('sha256').update(JSON.stringify([flags, how]));
  for (const folder of [sources, standalone])
    for (const file of filesIn(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** @typedef {{ [name: string]: Uint8Array | Tree }} Tree files and folders of the compiler */

/** @param {string} folder @returns {Tree} */
const treeOf = folder => Object.fromEntries(filesIn(folder).map(file => [file, readFileSync(join(folder, file))]));

/** @param {string} variant @param {string[]} more @param {string} target */
async function compile(variant, more, target) {
  // A variable, so that neither tsc nor a bundler resolves the package, which may be missing if nothing has to be compiled.
  const compiler = '@yowasp/clang';
  /** @type {{ runClang(args: string[] | null, files: Tree, options: object): Promise<Tree> }} */
  const { runClang } = await import(compiler);
  let errors = '';
  const stderr = (/** @type {Uint8Array | null} */ bytes) => (errors += Buffer.from(bytes ?? []).toString());
  const args = ['clang', ...flags, ...warnings, ...forWasm, ...more, 'kernels.c', '-o', 'kernels.wasm'];
  const files = { ...treeOf(sources), standalone: treeOf(standalone) };
  // Loads the compiler without printing progress.
  await runClang(null, {}, { fetchProgress: () => undefined });
  const made = await runClang(args, files, { stderr }).catch(() => undefined);
  const bytes = made?.['kernels.wasm'];
  if (!(bytes instanceof Uint8Array)) throw new Error(`The ${variant} kernels do not compile.\n${errors}`);
  if (sectionIds(bytes).includes(dataSection))
    throw new Error(
      `The ${variant} kernels hold static data, which would overwrite that of tfjs: find the constant array or string.`,
    );
  // Written to another name and then renamed, since another build may run at the same time.
  writeFileSync(`${target}.${process.pid}`, bytes);
  renameSync(`${target}.${process.pid}`, target);
}

const dataSection = 11;

/** The ids of a wasm module's sections, in order. @param {Uint8Array} bytes */
function sectionIds(bytes) {
  const ids = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++]);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}
