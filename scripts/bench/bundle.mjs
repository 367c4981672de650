/** The benchmark's own programs, bundled as the product is, with the kernels beside them. */
import { build } from 'esbuild';
import { resolve } from 'node:path';
import { engineFilesIn, forNode, placeEngineFiles } from '../bundle.mjs';

/** @returns {Promise<string>} the folder of the programs */
export async function bundlePrograms() {
  const folder = resolve('out/bench');
  await placeEngineFiles(folder);
  await build({
    entryPoints: {
      main: 'bench/main.ts',
      kernels: 'bench/kernels.ts',
      engine: 'bench/engine.ts',
      unroll: 'bench/unroll.ts',
      replica: 'src/worker/replica.ts',
    },
    ...forNode,
    outdir: folder,
    define: engineFilesIn(folder),
  });
  return folder;
}
