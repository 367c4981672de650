/** What of a generated continuation is worth showing: a chain of small cuts. */

export interface TrimContext {
  /** Text after the cursor on its line. */
  lineSuffix: string;
  /** The text of the following lines, as much as is at hand. */
  following: string;
}

export function trim(continuation: string, context: TrimContext): string {
  const fresh = dropSuffix(cutRepetition(continuation.replaceAll('\r', '')), context.lineSuffix);
  return fresh.trim() === '' || repeatsFollowing(fresh, context) ? '' : fresh;
}

/** At most so many lines with something on them; line breaks at the beginning are free, or a line's end would yield nothing. */
export function limitLines(text: string, lines: number): string {
  const start = text.search(/[^\n]/);
  if (start < 0) return '';
  return text.slice(0, start) + text.slice(start).split('\n').slice(0, Math.max(1, lines)).join('\n');
}

/** Back to the last whole word, if there is one. */
export function cutPartialWord(text: string): string {
  const partial = /[\p{L}\p{M}\p{N}'’_-]+$/u.exec(text);
  const kept = partial ? text.slice(0, partial.index) : text;
  // A script without spaces has no partial words to cut.
  return kept.trim() === '' ? text : kept;
}

const fewestRepeats = 3;
const shortestLoop = 12;

/** A unit repeated three times or more, over twelve characters or more, is a loop: it is kept once, and what follows is dropped. */
export function cutRepetition(text: string): string {
  for (let start = 0; start + shortestLoop <= text.length; start++)
    for (let period = 1; start + fewestRepeats * period <= text.length; period++) {
      const end = loopEnd(text, start, period);
      if (end - start >= Math.max(fewestRepeats * period, shortestLoop)) return text.slice(0, start + period);
    }
  return text;
}

/** Where text[i] = text[i - period] ends to hold. */
function loopEnd(text: string, start: number, period: number): number {
  let end = start + period;
  while (end < text.length && text[end] === text[end - period]) end++;
  return end;
}

/** The end of the continuation that the line has already after the cursor. */
export function dropSuffix(text: string, lineSuffix: string): string {
  const suffix = lineSuffix.trimEnd();
  for (let length = Math.min(text.length, suffix.length); length > 0; length--)
    if (text.endsWith(suffix.slice(0, length))) return text.slice(0, text.length - length);
  return text;
}

const repeatsFollowing = (text: string, { lineSuffix, following }: TrimContext): boolean =>
  (lineSuffix + following).trimStart().startsWith(text.trim());
