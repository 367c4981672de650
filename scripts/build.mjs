/** Builds what ships: dist/{extension,worker,replica,cli}.js for Node, dist/panel.{js,css} for the page, the wasm kernels and tfjs' own wasm files. */
import { context, build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { buildKernels } from './build-kernels.mjs';
import { notices } from './notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  outdir: 'dist',
  metafile: true,
};

const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // tfjs' ESM entry points: the gradient registrations live beside them and must meet the same engine.
  mainFields: ['module', 'main'],
  external: ['vscode', '@tensorflow/tfjs-node'],
};

const entries = {
  extension: 'src/extension.ts',
  worker: 'src/worker/main.ts',
  replica: 'src/worker/replica.ts',
  cli: 'src/cli/main.ts',
};
const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));

const targets = [{ ...node, entryPoints: present }];
if (existsSync('webview/main.ts'))
  targets.push({
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { panel: 'webview/main.ts' },
    loader: { '.ttf': 'file' },
  });

mkdirSync('dist', { recursive: true });
await buildKernels('dist');
for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
  cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `dist/${file}`);

if (watch) for (const target of targets) await (await context(target)).watch();
else {
  const results = await Promise.all(targets.map(target => build(target)));
  writeFileSync('dist/NOTICES.txt', notices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
}
