/** Runs a program written in TypeScript: `node scripts/run.mjs bench/run.ts [arguments]`. Packages are not bundled. */
import { build } from 'esbuild';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) throw new Error('node scripts/run.mjs PROGRAM.ts [arguments]');
const outfile = resolve('out/programs', entry.replace(/\.ts$/, '.mjs'));
await build({
  entryPoints: [entry],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  outfile,
  logLevel: 'warning',
});
process.argv = [process.execPath, outfile, ...rest];
await import(pathToFileURL(outfile).href);
