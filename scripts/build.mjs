/** Builds what ships: dist/{extension,worker,replica,cli}.js for Node, dist/panel.{js,css} for the page, the wasm kernels and tfjs' own wasm files. */
import { context, build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { forNode, placeEngineFiles } from './bundle.mjs';
import { notices } from './notices.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : /** @type {const} */ ('linked'),
  logLevel: /** @type {const} */ ('warning'),
  outdir: 'dist',
  metafile: /** @type {const} */ (true),
};

/** @type {(import('esbuild').BuildOptions & { metafile: true })[]} */
const targets = [
  {
    ...common,
    ...forNode,
    entryPoints: {
      extension: 'src/extension.ts',
      worker: 'src/worker/main.ts',
      replica: 'src/worker/replica.ts',
      cli: 'src/cli/main.ts',
    },
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { panel: 'webview/main.ts' },
    loader: { '.ttf': 'file' },
  },
];

await placeEngineFiles('dist', { everywhere: production, minify: production });

if (watch) for (const target of targets) await (await context(target)).watch();
else {
  const results = await Promise.all(targets.map(target => build(target)));
  writeFileSync('dist/NOTICES.txt', notices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
}
