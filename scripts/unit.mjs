/**
 * Unit tests: every test/{unit,golden}/**\/*.test.ts is bundled as the product is and run by node:test.
 * `node scripts/unit.mjs [part of a path ...]` runs those whose path contains one of the words; UNROLL_TIMEOUT: time limit of a file in seconds.
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readArguments, refuse } from './commandLine.mjs';
import { globSync } from './glob.mjs';
import { buildSanitized } from './buildNative.mjs';
import { engineFilesIn, forNode, modules, placeEngineFiles, programs, starters } from './bundle.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Bundles the tests and returns the files to run. @param {string[]} words */
export async function bundleUnitTests(words = []) {
  const files = globSync('test', /\.test\.ts$/).filter(
    file => /^test\/(unit|golden)\//.test(file) && (words.length === 0 || words.some(word => file.includes(word))),
  );
  const outdir = 'out/unit';
  if (words.length === 0) rmSync(outdir, { recursive: true, force: true });
  await placeEngineFiles(outdir);
  if (files.some(file => file.includes('engine/native'))) await buildSanitized(outdir);
  const common = {
    ...forNode,
    outdir,
    sourcemap: /** @type {const} */ ('inline'),
    // Each process reads its map when it starts; with the sources themselves in it that takes half a second.
    sourcesContent: false,
    define: engineFilesIn(outdir),
  };
  await build({ ...common, ...modules, entryPoints: files, outbase: 'test', entryNames: '[dir]/[name]' });
  // The training job starts a thread from the folder of the assets, so the programs are built there. Tests start `cli` and `worker`.
  await build({ ...common, ...starters });
  await build({ ...common, ...programs });
  return files.map(file => join(outdir, file.replace(/^test\//, '').replace(/\.ts$/, '.mjs')));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const usage = 'Usage: node scripts/unit.mjs [part of the path of a test ...]';
  const words = readArguments(usage, { allowPositionals: true }).positionals;
  const files = await bundleUnitTests(words);
  // Without files node:test searches for tests itself and runs the whole suite.
  if (files.length === 0) refuse(usage, `No unit test has a path with ${words.join(' or ')}.`);
  // For each file. With a higher number of trials than in the suite a file needs more time.
  const timeout = 1000 * Number(process.env.UNROLL_TIMEOUT ?? 240);
  const result = spawnSync(
    process.execPath,
    ['--enable-source-maps', '--test', `--test-timeout=${timeout}`, '--test-reporter=spec', ...files],
    {
      stdio: 'inherit',
    },
  );
  process.exit(result.status ?? 1);
}
