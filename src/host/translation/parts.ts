/** A long text is translated in parts, so that progress can be shown. */

/**
 * Parts whose concatenation is the text. All but the last end with a line end and have at least `fewest` characters. Sentences
 * do not cross line ends, so none is cut.
 */
export function partsOf(text: string, fewest = 400): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start + fewest - 1);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}
