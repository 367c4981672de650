/** The wasm kernels on one thread of Node 24 (or this Node where it cannot be fetched): `node scripts/bench-kernels.mjs [shape ...]`. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildKernels } from './build-kernels.mjs';
import { ensureNode } from './nodes.mjs';

const folder = 'out/bench';
mkdirSync(folder, { recursive: true });
await buildKernels(folder);
for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
  cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `${folder}/${file}`);
await build({
  entryPoints: ['test/bench/kernels.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['@tensorflow/tfjs-node'],
  outfile: `${folder}/kernels.js`,
  logLevel: 'warning',
  define: { 'process.env.UNROLL_ASSETS': JSON.stringify(resolve(folder)) },
});
const node = await ensureNode(24);
const { status } = spawnSync(
  'path' in node ? node.path : process.execPath,
  [`${folder}/kernels.js`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
