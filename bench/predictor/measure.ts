/** Builds `suggestion.ts` with the files of the engines beside it, and runs it. */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { engineFilesIn, forNode, placeEngineFiles } from '../../scripts/bundle.mjs';

const folder = 'out/suggestion';
await placeEngineFiles(folder);
await build({
  entryPoints: { suggestion: 'bench/predictor/suggestion.ts' },
  ...forNode,
  outdir: folder,
  define: engineFilesIn(folder),
});
spawnSync(process.execPath, [`${folder}/suggestion.js`, ...process.argv.slice(2)], { stdio: 'inherit' });
