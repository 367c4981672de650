/** The patterns of files Unroll must not read. */
import { Minimatch } from 'minimatch';

const compiled = new Map<string, Minimatch>();

/**
 * Whether a path matches one of the patterns. A pattern without a slash is matched against the file's name, any other
 * against the end of the path. `*` stays within a name, `**` spans folders, `?` is one character, `{a,b}` a choice.
 * @param path with forward slashes
 */
export function isExcluded(path: string, patterns: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return patterns.some(pattern =>
    pattern.includes('/') ? matcherOf(`**/${pattern}`).match(path) : matcherOf(pattern).match(name),
  );
}

function matcherOf(pattern: string): Minimatch {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = new Minimatch(pattern, {
    dot: true,
    nocase: true,
    nocomment: true,
    nonegate: true,
    noext: true,
    // A pattern comes from a settings file: a chain of choices would make millions of them.
    braceExpandMax: 1000,
  });
  compiled.set(pattern, made);
  return made;
}
