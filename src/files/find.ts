/** Finds the files of a folder or a pattern that can be trained on: what is excluded, ignored by .gitignore or hidden is passed over. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { Minimatch } from 'minimatch';
import type { FileSearch, FoundFile, FoundFiles } from '../protocol/textSource';
import { isExcluded } from './exclude';

/** Larger ones are rarely written by people; a folder is asked for, not this file. */
const largestBytes = 50 * 1024 * 1024;
const mostFiles = 5000;

/** Endings of what people write; of a folder these are taken unless it has none. */
const textEndings =
  /\.(?:txt|text|md|markdown|mdown|tex|rst|adoc|asciidoc|org|srt|vtt|html?|xhtml|fountain|wiki|textile)$/i;

/** Files that are surely no text. */
const noText =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|svg|pdf|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|mp[34]|m4[av]|wav|flac|ogg|webm|mov|avi|mkv|ttf|otf|woff2?|eot|exe|dll|so|dylib|node|wasm|bin|o|a|class|pyc|db|sqlite3?|safetensors|pt|onnx|npy|npz|parquet|docx?|xlsx?|pptx?|odt|epub|psd|map|lock)$/i;

/** Where a .gitignore stands, and what it says. */
interface Rules {
  folder: string;
  matcher: Ignore;
}

interface Hunt {
  base: string;
  exclude: readonly string[];
  pause: () => Promise<void>;
  found: Map<string, FoundFile>;
  /** Where the place that is looked at leads to, if it is a link: what is excluded there is excluded here. */
  links: { path: string; target: string } | undefined;
  tooLarge: number;
  tooMany: number;
  unreadable: string[];
}

/** Whether a name is meant; undefined: every text is. */
type Matches = ((name: string) => boolean) | undefined;

export async function findFiles(
  { base, places, exclude }: FileSearch,
  pause: () => Promise<void>,
): Promise<FoundFiles> {
  const hunt: Hunt = {
    base,
    exclude,
    pause,
    found: new Map(),
    links: undefined,
    tooLarge: 0,
    tooMany: 0,
    unreadable: [],
  };
  for (const place of places) {
    const path = join(base, place);
    const entry = await stat(path).catch(() => undefined);
    const target = entry && (await realpath(path).catch(() => path));
    hunt.links = target === undefined || target === path ? undefined : { path, target };
    if (entry?.isDirectory()) await walk(path, await rulesAbove(path), hunt, undefined);
    else if (entry?.isFile()) add(hunt, path, { bytes: entry.size, likely: true, named: true });
    else {
      const pattern = new Minimatch(place.split(sep).join('/'), { nocase: true, dot: false });
      const root = join(base, fixedPart(place));
      await walk(root, await rulesAbove(root), hunt, name => pattern.match(name));
    }
  }
  // "chapter 2" before "chapter 10", in every language alike.
  const order = new Intl.Collator('en', { numeric: true });
  const files = [...hunt.found.values()].sort((a, b) => order.compare(a.name, b.name));
  const { tooLarge, tooMany, unreadable } = hunt;
  return {
    files: files.some(({ likely }) => likely) ? files : files.map(file => ({ ...file, likely: true })),
    tooLarge,
    tooMany,
    unreadable,
  };
}

/** "docs/**\/*.md" -> "docs": what comes before the first wildcard need not be searched. */
function fixedPart(pattern: string): string {
  const parts = pattern.split(/[\\/]/);
  const wild = parts.findIndex(part => /[*?[{]/.test(part));
  return parts.slice(0, wild < 0 ? parts.length - 1 : wild).join('/');
}

async function walk(folder: string, above: readonly Rules[], hunt: Hunt, matches: Matches): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
    if (!isMissing(thrown)) hunt.unreadable.push(nameFrom(hunt.base, folder) || folder);
    return [];
  });
  await hunt.pause();
  const own = entries.some(({ name }) => name === '.gitignore') ? await rulesIn(folder) : undefined;
  const rules = own ? [...above, own] : above;
  for (const entry of entries) {
    const { name } = entry;
    const path = join(folder, name);
    if (name.startsWith('.') || name === 'node_modules') continue;
    // Links may lead in circles, or to what is here already.
    if (!entry.isDirectory() && !entry.isFile()) continue;
    if (isIgnored(path, entry.isDirectory(), rules)) continue;
    if (entry.isDirectory()) {
      await walk(path, rules, hunt, matches);
      continue;
    }
    if (matches ? !matches(nameFrom(hunt.base, path)) : noText.test(name)) continue;
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    add(hunt, path, { bytes: size, likely: matches !== undefined || textEndings.test(name) });
  }
}

/** What no pattern need lead to. */
const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');

interface Added {
  bytes: number;
  likely: boolean;
  /** It was asked for itself: whatever its size it is meant. */
  named?: boolean;
}

function add(hunt: Hunt, path: string, { bytes, likely, named = false }: Added): void {
  const name = nameFrom(hunt.base, path);
  if (hunt.found.has(name) || bytes === 0 || namesOf(path, hunt).some(one => isExcluded(one, hunt.exclude))) return;
  if (bytes > largestBytes && !named) hunt.tooLarge++;
  else if (hunt.found.size >= mostFiles) hunt.tooMany++;
  else hunt.found.set(name, { name, bytes, likely });
}

/** A path, and what it leads to. */
const namesOf = (path: string, { links }: Hunt): string[] =>
  [path, ...(links ? [links.target + path.slice(links.path.length)] : [])].map(one => one.split(sep).join('/'));

const nameFrom = (base: string, path: string): string => relative(base, path).split(sep).join('/');

async function rulesIn(folder: string): Promise<Rules | undefined> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { folder, matcher: ignore().add(text) };
}

/** Those of the folders above, up to the root of the repository. */
async function rulesAbove(folder: string): Promise<Rules[]> {
  const parent = join(folder, '..');
  if (parent === folder) return [];
  const isRoot = await stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  if (isRoot) return [];
  const above = await rulesAbove(parent);
  const own = await rulesIn(parent);
  return own ? [...above, own] : above;
}

/** The innermost word counts: a folder may take back what one above it says. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { folder, matcher } of rules) {
    const name = nameFrom(folder, path);
    if (name === '' || name.startsWith('../')) continue;
    const result = matcher.test(isFolder ? `${name}/` : name);
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}
