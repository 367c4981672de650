/**
 * Builds the product: dist/extension.js for the editor; dist/{worker,replica,cli}.js, which start the programs of the same names (.mjs), whose
 * chunks are loaded on demand; dist/panel.{js,css} for the page, the wasm kernels and tfjs' own wasm files.
 */
import { context, build } from 'esbuild';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { forNode, placeEngineFiles, programs, starters } from './bundle.mjs';
import { readArguments } from './commandLine.mjs';
import { host } from './host.mjs';
import { notices } from './notices.mjs';
import { sentencesAsJson } from './sentences.mjs';

const { watch, production } = readArguments('Usage: node scripts/build.mjs [--watch] [--production]', {
  options: { watch: { type: 'boolean', default: false }, production: { type: 'boolean', default: false } },
}).values;

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
  { ...common, ...forNode, entryPoints: { extension: 'src/launchExtension.ts' } },
  { ...common, ...host },
  { ...common, ...forNode, ...starters },
  { ...common, ...forNode, ...programs },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { panel: 'webview/main.ts' },
    loader: { '.ttf': 'file' },
    plugins: [sentencesAsJson],
  },
];

await placeEngineFiles('dist', { everywhere: production, minify: production });
// The names of chunks contain a hash, so chunks of earlier builds would remain.
for (const file of readdirSync('dist')) if (/\.mjs(\.map)?$/.test(file)) rmSync(`dist/${file}`);

if (watch) for (const target of targets) await (await context(target)).watch();
else {
  const results = await Promise.all(targets.map(target => build(target)));
  writeFileSync('dist/NOTICES.txt', notices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
}
