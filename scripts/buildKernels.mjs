/** Compiles the AssemblyScript kernels (src/engine/wasm/assembly) to <folder>/kernels-{simd,relaxed,wide}.wasm. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { microkernels } from './microkernels.mjs';

const sources = 'src/engine/wasm/assembly';
const cache = '.cache/kernels';
const relaxed = ['--enable', 'simd', '--enable', 'relaxed-simd'];
const variants = { simd: ['--enable', 'simd'], relaxed, wide: [...relaxed, '--use', 'WIDE=1'] };
const flags = [
  '--runtime',
  'stub',
  '--importMemory',
  '--noExportMemory',
  '--initialMemory',
  '1',
  '-O3',
  '--noAssert',
  '--use',
  'abort=',
];

/** Does nothing where the sources are missing; compiles only what has changed. @param {string} folder */
export async function buildKernels(folder) {
  if (!existsSync(join(sources, 'index.ts'))) return;
  mkdirSync(folder, { recursive: true });
  mkdirSync(cache, { recursive: true });
  const key = contentKey();
  for (const variant of /** @type {(keyof typeof variants)[]} */ (Object.keys(variants))) {
    const cached = join(cache, `${variant}-${key}.wasm`);
    if (!existsSync(cached)) await compile(variant, cached);
    copyFileSync(cached, join(folder, `kernels-${variant}.wasm`));
  }
}

/** Changes with the sources, the flags and the compiler. */
function contentKey() {
  const hash = createHash('sha256').update(JSON.stringify([flags, variants, microkernels()]));
  hash.update(createRequire(import.meta.url)('assemblyscript/package.json').version);
  for (const file of readdirSync(sources)
    .filter(name => name.endsWith('.ts'))
    .sort())
    hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}

/** A source; that of the microkernels is made as it is read. @param {string} name @param {string} folder */
function readFile(name, folder) {
  if (basename(name) === 'microkernels.ts') return microkernels();
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** @param {keyof typeof variants} variant @param {string} target */
async function compile(variant, target) {
  // By a variable: the compiler's declarations redefine Array.prototype.at for the whole project.
  const compiler = 'assemblyscript/asc';
  /** @type {{ main(args: string[], io: { readFile(name: string, folder: string): string | null }): Promise<{ error: Error | null, stderr: { toString(): string } }> }} */
  const { main } = await import(compiler);
  // Another build may run at the same time: written aside, then renamed.
  const aside = `${target}.${process.pid}`;
  const { error, stderr } = await main(
    [join(sources, 'index.ts'), '--outFile', aside, ...flags, ...variants[variant]],
    { readFile },
  );
  if (error) throw new Error(`The ${variant} kernels do not compile.\n${stderr.toString()}`);
  const bytes = readFileSync(aside);
  rmSync(aside);
  if (sectionIds(bytes).includes(dataSection))
    throw new Error(
      `The ${variant} kernels hold static data, which would overwrite that of tfjs: find the constant array or string.`,
    );
  writeFileSync(aside, bytes);
  renameSync(aside, target);
}

export const dataSection = 11;

/** The ids of a wasm module's sections, in order. @param {Uint8Array} bytes */
export function sectionIds(bytes) {
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
