/**
 * A plugin of esbuild: the catalogue of sentences (src/words/english.ts) is bundled as JSON, which V8 reads faster than the code of a large
 * object. Every program needs it before it does anything (`npm run bench -- --start`).
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
