/** How files lean on each other: never in a circle, and nothing is offered that nobody takes. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

interface Import {
  file: string;
  names: readonly string[];
  /** All that the file offers may be taken: `import()`, `import *`. */
  all: boolean;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /(?<!\.d)\.(ts|mjs)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name));

const product = ['src', 'webview', 'bench', 'scripts'].flatMap(filesIn);
const tests = filesIn('test');
const sources = new Map([...product, ...tests].map(file => [file, readFileSync(file, 'utf8')]));

function fileOf(from: string, path: string): string | undefined {
  const whole = normalize(join(dirname(from), path));
  return [whole, `${whole}.ts`, join(whole, 'index.ts')].find(file => sources.has(file));
}

/** "type A, b as c" -> ["A", "b"] */
const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map(name => name.trim().replace(/^type /, ''))
    .map(name => name.split(' as ')[0]!)
    .filter(name => name !== '');

function importsOf(file: string): Import[] {
  const source = sources.get(file)!;
  const statements = /^(?:import|export)\s(?:type )?(\*[^;]*?|\{([^}]*)\}) from '(\.[^']*)'|\bimport\('(\.[^']*)'\)/gm;
  return [...source.matchAll(statements)].flatMap(([, what, list, path, later]) => {
    const found = fileOf(file, path ?? later ?? '');
    return found === undefined
      ? []
      : [{ file: found, names: namesIn(list ?? ''), all: list === undefined && (what?.startsWith('*') ?? true) }];
  });
}

const imports = new Map([...sources.keys()].map(file => [file, importsOf(file)]));

test('no file leans on itself through others', () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), [...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file)) return;
    for (const next of imports.get(file)!) visit(next.file, [...path, file]);
    done.add(file);
  };
  assert.ok([...imports.values()].flat().length > 1000, 'imports are found');
  for (const file of sources.keys()) visit(file, []);
});

/** What the editor calls, and what `scripts/generate.mjs` takes from a bundle. */
const entries = new Set(['activate', 'deactivate', 'restrictedConfigurations', 'settingStrings']);

test('whatever is exported is imported: by the product, or by a test where the file itself needs it too', () => {
  const taken = (by: readonly string[]): ((file: string, name: string) => boolean) => {
    const all = by.flatMap(file => imports.get(file)!);
    const whole = new Set(all.filter(one => one.all).map(({ file }) => file));
    const names = new Set(all.flatMap(({ file, names }) => names.map(name => `${file} ${name}`)));
    return (file, name) => whole.has(file) || names.has(`${file} ${name}`);
  };
  const [byProduct, byTests] = [taken(product), taken(tests)];
  const isNeeded = (file: string, name: string): boolean =>
    sources.get(file)!.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))!.length > 1;
  const exported = /^export (?:abstract |async )*(?:const|let|function\*?|class|(interface|type)) ([\w$]+)/gm;
  const idle = product.flatMap(file =>
    [...sources.get(file)!.matchAll(exported)]
      // A type may be exported for the sake of what is made of it in its own file.
      .filter(([, isType, name = '']) => {
        const isTaken = byProduct(file, name) || ((isType ?? byTests(file, name)) && isNeeded(file, name));
        return !entries.has(name) && !isTaken;
      })
      .map(match => `${file}: ${match[2]}`),
  );
  assert.deepEqual(idle, []);
});
