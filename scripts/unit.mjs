/**
 * Unit tests: every test/{unit,golden}/**\/*.test.ts is bundled by the product's own bundler and run by node:test.
 * `node scripts/unit.mjs [part of a path ...]` runs those whose path contains one of the words.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { globSync } from './glob.mjs';
import { buildKernels } from './build-kernels.mjs';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Bundles the tests and returns the files to run. @param {string[]} words */
export async function bundleUnitTests(words = []) {
  const files = globSync('test', /\.test\.ts$/).filter(
    file => /^test\/(unit|golden)\//.test(file) && (words.length === 0 || words.some(word => file.includes(word))),
  );
  const outdir = 'out/unit';
  if (words.length === 0) rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await buildKernels(outdir);
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
    cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `${outdir}/${file}`);
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode', '@tensorflow/tfjs-node'],
    outdir,
    sourcemap: 'inline',
    logLevel: 'warning',
    // Where kernels and tfjs' wasm files lie, for code that finds them beside itself.
    define: { 'process.env.UNROLL_ASSETS': JSON.stringify(join(process.cwd(), outdir)) },
  };
  await build({ ...common, entryPoints: files, outbase: 'test', entryNames: '[dir]/[name]' });
  // The thread that the training job starts lies beside the bundle in the product; here, in the assets folder.
  await build({ ...common, entryPoints: { replica: 'src/worker/replica.ts' } });
  return files.map(file => join(outdir, file.replace(/^test\//, '').replace(/\.ts$/, '.js')));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const files = await bundleUnitTests(process.argv.slice(2));
  const result = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', '--test-timeout=240000', '--test-reporter=spec', ...files],
    {
      stdio: 'inherit',
    },
  );
  process.exit(result.status ?? 1);
}
