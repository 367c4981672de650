/** `extension.cjs BUNDLE`: loads the extension outside the editor, with objects that do nothing in place of the editor's API. */
/* global process, __dirname */
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');

// The editor's extension host has them loaded before any extension.
for (const name of [
  'child_process',
  'crypto',
  'fs/promises',
  'net',
  'readline',
  'stream',
  'url',
  'vm',
  'worker_threads',
  'zlib',
])
  require(`node:${name}`);

/** An object that can be called, constructed and extended, as can each of its properties. */
function nothing() {
  const target = function () {
    // Does nothing.
  };
  return new Proxy(target, {
    get: (own, key) => {
      if (key === 'then' || key === 'length') return undefined;
      if (key === Symbol.toPrimitive) return () => '';
      if (key === Symbol.iterator) return [][Symbol.iterator];
      return Object.hasOwn(own, key) ? own[key] : (own[key] = nothing());
    },
    apply: () => nothing(),
    construct: (_, given, wanted) => Reflect.construct(Object, given, wanted),
  });
}

// As many properties as the editor's API has: a bundle may copy each of them in every file.
const declared = readFileSync(resolve(__dirname, '../../node_modules/@types/vscode/index.d.ts'), 'utf8');
const names = declared.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|const|function|let) (\w+)/gm);
const vscode = Object.fromEntries(Array.from(names, ([, name]) => [name, nothing()]));
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

require(resolve(process.argv[2]));
