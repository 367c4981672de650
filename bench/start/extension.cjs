/** `extension.cjs BUNDLE`: loads the extension outside the editor, whose interface is played by objects that do nothing. */
/* global process */
const Module = require('node:module');
const { resolve } = require('node:path');

/** Callable, constructible, a base class, and so is each of its properties. */
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

// Bundlers copy a module's own properties and keep its prototype.
const vscode = Object.create(nothing());
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

require(resolve(process.argv[2]));
