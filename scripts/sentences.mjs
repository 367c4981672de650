/**
 * Plugins of esbuild: the catalogue of sentences (src/words/english.ts) is bundled as JSON, which V8 reads faster than the code of a large
 * object. Every program needs it before it does anything (`npm run bench -- --start`).
 */
import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * @param {string} name
 * @param {(json: string, outdir: string) => string} codeOf the module's code @returns {import('esbuild').Plugin}
 */
const sentences = (name, codeOf) => ({
  name,
  setup({ initialOptions, onLoad }) {
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
      return {
        contents: codeOf(JSON.stringify(english), initialOptions.outdir ?? '.'),
        resolveDir: resolve('.'),
        watchFiles: Object.keys(metafile.inputs).map(file => resolve(file)),
      };
    });
  },
});

/** Within the bundle. */
export const sentencesAsJson = sentences(
  'sentences-as-json',
  json => `export const english = JSON.parse(${JSON.stringify(json)});`,
);

/**
 * In a file beside the bundle: within it V8 would keep them with the compiled code, of which they were more than half, at two bytes a
 * character.
 */
export const sentencesInFile = sentences('sentences-in-file', (json, outdir) => {
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'sentences.json'), json);
  return `
    import { readFileSync } from 'node:fs';
    import { join } from 'node:path';
    export const english = JSON.parse(readFileSync(join(__dirname, 'sentences.json'), 'utf8'));`;
});
