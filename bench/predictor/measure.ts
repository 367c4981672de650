/** Builds a program of this folder together with the files of the engines and runs it: `measure.ts suggestion ...`, `measure.ts completion ...`. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { refuse } from '../../scripts/commandLine.mjs';
import { engineFilesIn, forNode, placeEngineFiles } from '../../scripts/bundle.mjs';

const [, , program = '', ...rest] = process.argv;
const usage =
  'Usage: node scripts/run.mjs bench/predictor/measure.ts completion | suggestion | precision | ablation | main [arguments]';
// What follows is for the program that is named.
if (!existsSync(`bench/predictor/${program}.ts`)) refuse(usage, `There is no program "${program}".`);
const folder = `out/measure`;
await placeEngineFiles(folder);
await build({
  entryPoints: { [program]: `bench/predictor/${program}.ts` },
  ...forNode,
  outdir: folder,
  define: engineFilesIn(folder),
});
spawnSync(process.execPath, [`${folder}/${program}.js`, ...rest], { stdio: 'inherit' });
