/**
 * How the extension's bundle, dist/host.js, is built: the body of a module as a function, as Node wraps modules. src/launchExtension.ts runs it.
 * The editor's API is asked for once: a bundled `import * as vscode` copies each of its two hundred properties, once in every file.
 */
import { readFileSync } from 'node:fs';
import { forNode } from './bundle.mjs';
import { sentencesInFile } from './sentences.mjs';

/** @type {import('esbuild').Plugin} */
const editorOnce = {
  name: 'editor-once',
  setup({ onLoad, onEnd }) {
    onLoad({ filter: /[\\/]src[\\/](host[\\/].*|extension)\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^import \* as vscode from 'vscode';$/m, ''),
      loader: 'ts',
      watchFiles: [path],
    }));
    onEnd(({ metafile }) => {
      const outputs = Object.values(metafile?.outputs ?? {});
      const others = outputs.flatMap(({ imports }) => imports).filter(({ path }) => path === 'vscode');
      return { errors: others.map(() => ({ text: 'A file imports \'vscode\' other than by "import * as vscode".' })) };
    });
  },
};

/** @satisfies {import('esbuild').BuildOptions} */
export const host = {
  ...forNode,
  entryPoints: { host: 'src/extension.ts' },
  plugins: [sentencesInFile, editorOnce],
  banner: { js: `(function (exports, require, module, __filename, __dirname) {const vscode=require('vscode');` },
  footer: { js: '})' },
};
