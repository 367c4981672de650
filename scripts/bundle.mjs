/** The options for bundling all programs that run on Node: the product, its tests, benchmarks and reproductions. */
import { build } from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildKernels } from './buildKernels.mjs';
import { buildNative } from './buildNative.mjs';
import { sentencesAsJson, sentencesInFile } from './sentences.mjs';

/** @satisfies {import('esbuild').BuildOptions} */
export const forNode = {
  bundle: true,
  platform: /** @type {const} */ ('node'),
  target: 'node20',
  format: /** @type {const} */ ('cjs'),
  // tfjs' ESM entry points: the gradient registrations import them too and must use the same engine object.
  mainFields: ['module', 'main'],
  // tfjs requires node-fetch only if Node has no fetch, which does not occur.
  external: ['vscode', '@tensorflow/tfjs-node', 'node-fetch'],
  plugins: [sentencesAsJson],
  logLevel: /** @type {const} */ ('warning'),
};

/** Modules with shared chunks; chunks behind an `import()` are loaded on demand. */
export const modules = {
  format: /** @type {const} */ ('esm'),
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'part-[hash]',
  // Bundled CommonJS packages call `require`, and assets.ts uses __dirname.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      "const __dirname = require('node:path').dirname(require('node:url').fileURLToPath(import.meta.url));",
    ].join('\n'),
  },
};

/** The programs that run outside the editor. */
export const programs = {
  entryPoints: { worker: 'src/worker/main.ts', replica: 'src/worker/replica.ts', cli: 'src/cli/main.ts' },
  plugins: [sentencesInFile],
  ...modules,
};

/** The file that starts each of them. */
export const starters = {
  entryPoints: Object.fromEntries(Object.keys(programs.entryPoints).map(name => [name, 'src/launch.ts'])),
};

/**
 * Places the files that the engines load at run time: our kernels, the program that tests the native ones, and the wasm files of tfjs.
 * @param {string} folder is created if it is missing
 * @param {{ everywhere?: boolean, minify?: boolean }} [options] everywhere: native kernels also for other machines
 */
export async function placeEngineFiles(folder, { everywhere = false, minify = false } = {}) {
  mkdirSync(folder, { recursive: true });
  await Promise.all([
    buildKernels(folder),
    buildNative(folder, everywhere),
    build({ ...forNode, entryPoints: { nativeProbe: 'src/engine/native/probe.ts' }, outdir: folder, minify }),
  ]);
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
    cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `${folder}/${file}`);
}

/** For programs that are in another folder than those files. @param {string} folder */
export const engineFilesIn = folder => ({ 'process.env.UNROLL_ASSETS': JSON.stringify(resolve(folder)) });
