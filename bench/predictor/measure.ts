/** Builds a program of this folder together with the files of the engines and runs it: `measure.ts suggestion ...`, `measure.ts completion ...`. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { engineFilesIn, forNode, placeEngineFiles } from '../../scripts/bundle.mjs';

const [, , program = '', ...rest] = process.argv;
const folder = `out/measure`;
await placeEngineFiles(folder);
await build({
  entryPoints: { [program]: `bench/predictor/${program}.ts` },
  ...forNode,
  outdir: folder,
  define: engineFilesIn(folder),
});
spawnSync(process.execPath, [`${folder}/${program}.js`, ...rest], { stdio: 'inherit' });
