/** The patterns of files Unroll must not read. */

/**
 * Whether a path matches one of the patterns. A pattern without a slash is matched against the file's name, any other
 * against the end of the path. `*` stays within a name, `**` spans folders, `?` is one character, `{a,b}` a choice.
 * @param path with forward slashes
 */
export function isExcluded(path: string, patterns: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return patterns.some(pattern =>
    pattern.includes('/') ? expressionOf(pattern, '(?:^|/)').test(path) : expressionOf(pattern, '^').test(name),
  );
}

function expressionOf(pattern: string, start: string): RegExp {
  const parts = pattern.match(/\*\*\/|\*\*|\{[^{}]*\}|./gsu) ?? [];
  return new RegExp(`${start}${parts.map(translate).join('')}$`, 'iu');
}

function translate(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.length > 1 && part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(escape).join('|')})`;
  return escape(part);
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
