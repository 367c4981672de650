/** Cuts a generated continuation to the part that is worth showing, in several steps. */

export interface TrimContext {
  /** Text after the cursor on its line. */
  lineSuffix: string;
  /** The text of the following lines, as far as it was read. */
  following: string;
}

export function trim(continuation: string, context: TrimContext): string {
  const fresh = dropSuffix(cutRepetition(continuation.replaceAll('\r', '')), context.lineSuffix);
  return fresh.trim() === '' || repeatsFollowing(fresh, context) ? '' : fresh;
}

/** At most `lines` lines that are not empty. Line feeds at the beginning do not count: at the end of a line nothing would be left. */
export function limitLines(text: string, lines: number): string {
  const start = text.search(/[^\n]/);
  if (start < 0) return '';
  return text.slice(0, start) + text.slice(start).split('\n').slice(0, Math.max(1, lines)).join('\n');
}

/** Ends the text after its last whole word, if there is one. */
export function cutPartialWord(text: string): string {
  const partial = /[\p{L}\p{M}\p{N}'’_-]+$/u.exec(text);
  const kept = partial ? text.slice(0, partial.index) : text;
  // In a script without spaces the whole text would be cut.
  return kept.trim() === '' ? text : kept;
}

const fewestRepeats = 3;
const shortestLoop = 12;

/** A unit that is repeated three times or more, over twelve characters or more, is a loop: it is kept once, and the text after it is dropped. */
export function cutRepetition(text: string): string {
  for (let start = 0; start + shortestLoop <= text.length; start++)
    for (let period = 1; start + fewestRepeats * period <= text.length; period++) {
      const end = loopEnd(text, start, period);
      if (end - start >= Math.max(fewestRepeats * period, shortestLoop)) return text.slice(0, start + period);
    }
  return text;
}

/** The first i after the start at which text[i] != text[i - period]. */
function loopEnd(text: string, start: number, period: number): number {
  let end = start + period;
  while (end < text.length && text[end] === text[end - period]) end++;
  return end;
}

/** Removes the end of the continuation that the line already has after the cursor. */
export function dropSuffix(text: string, lineSuffix: string): string {
  const suffix = lineSuffix.trimEnd();
  for (let length = Math.min(text.length, suffix.length); length > 0; length--)
    if (text.endsWith(suffix.slice(0, length))) return text.slice(0, text.length - length);
  return text;
}

const repeatsFollowing = (text: string, { lineSuffix, following }: TrimContext): boolean =>
  (lineSuffix + following).trimStart().startsWith(text.trim());
