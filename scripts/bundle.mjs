/** How all that runs on Node is bundled: the product, its tests, the benchmarks, the reproductions. */
import { build } from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildKernels } from './buildKernels.mjs';
import { buildNative } from './buildNative.mjs';

/** @satisfies {import('esbuild').BuildOptions} */
export const forNode = {
  bundle: true,
  platform: /** @type {const} */ ('node'),
  target: 'node20',
  format: /** @type {const} */ ('cjs'),
  // tfjs' ESM entry points: the gradient registrations live beside them and must meet the same engine.
  mainFields: ['module', 'main'],
  // tfjs asks for node-fetch where Node has no fetch of its own: never.
  external: ['vscode', '@tensorflow/tfjs-node', 'node-fetch'],
  logLevel: /** @type {const} */ ('warning'),
};

/** The programs that run outside the editor: modules that share their parts, of which those behind an `import()` are loaded when they are needed. */
export const programs = {
  entryPoints: { worker: 'src/worker/main.ts', replica: 'src/worker/replica.ts', cli: 'src/cli/main.ts' },
  format: /** @type {const} */ ('esm'),
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'part-[hash]',
  // CommonJS packages among them call `require`, and assets.ts wants its folder.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      'const require = __createRequire(import.meta.url);',
      "const __dirname = require('node:path').dirname(require('node:url').fileURLToPath(import.meta.url));",
    ].join('\n'),
  },
};

/** What starts each of them. */
export const starters = {
  entryPoints: Object.fromEntries(Object.keys(programs.entryPoints).map(name => [name, 'src/launch.ts'])),
};

/**
 * What the engines load at run time: our kernels, the program that tries the native ones, and the wasm files of tfjs.
 * @param {string} folder is made where it is not there
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

/** For programs that do not lie beside those files. @param {string} folder */
export const engineFilesIn = folder => ({ 'process.env.UNROLL_ASSETS': JSON.stringify(resolve(folder)) });
