/**
 * A plugin of esbuild: the catalogue of sentences (src/words/english.ts) is bundled as JSON. V8 reads a large object from JSON several
 * times faster than from code: 800 sentences in 3 ms instead of 18, which every program needs before it does anything.
 */
import { build } from 'esbuild';
import { resolve } from 'node:path';

/** @type {import('esbuild').Plugin} */
export const sentencesAsJson = {
  name: 'sentences-as-json',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]words[\\/]english\.ts$/ }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [path],
        bundle: true,
        format: 'esm',
        write: false,
        metafile: true,
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
      /** @type {{ english: Record<string, unknown> }} */
      const { english } = await import(`data:text/javascript;base64,${code}`);
      const json = JSON.stringify(JSON.stringify(english));
      return {
        contents: `export const english = JSON.parse(${json});`,
        watchFiles: Object.keys(metafile.inputs).map(file => resolve(file)),
      };
    });
  },
};
