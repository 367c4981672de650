/** The benchmark's own programs, bundled as the product is, with the kernels beside them. */
import { build } from 'esbuild';
import { cpSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildKernels } from '../build-kernels.mjs';

/** @returns {Promise<string>} the folder of the programs */
export async function bundlePrograms() {
  const folder = resolve('out/bench');
  mkdirSync(folder, { recursive: true });
  await buildKernels(folder);
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
    cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `${folder}/${file}`);
  await build({
    entryPoints: {
      main: 'test/bench/main.ts',
      kernels: 'test/bench/kernels.ts',
      engine: 'test/bench/engine.ts',
      unroll: 'test/bench/unroll.ts',
      replica: 'src/worker/replica.ts',
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@tensorflow/tfjs-node'],
    outdir: folder,
    logLevel: 'warning',
    define: { 'process.env.UNROLL_ASSETS': JSON.stringify(folder) },
  });
  return folder;
}
