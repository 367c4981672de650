/** How much memory a predictor takes: by the length of the text, never more than is said here. */

export interface PredictorSizes {
  /** Bytes of the tables of contexts. */
  readonly counts: number;
  /** Entries of the table of each of two matches, a power of two. */
  readonly matches: number;
  /** Symbols that the history has room for at first; two bytes each. */
  readonly history: number;
}

const MEBIBYTE = 1 << 20;
/** A short text may have 80 bytes a symbol, up to 16 MB; a long one 16, up to 200 MB. */
const PER_SYMBOL_SHORT = 80;
const SHORT = 16 * MEBIBYTE;
const PER_SYMBOL = 16;
const MOST = 200 * MEBIBYTE;
const LEAST = MEBIBYTE;

/** @param textLength symbols expected, those that will be read later included */
export function sizesFor(textLength: number): PredictorSizes {
  const short = Math.min(textLength * PER_SYMBOL_SHORT, SHORT);
  const all = Math.min(Math.max(short, textLength * PER_SYMBOL, LEAST), MOST);
  const history = Math.min(Math.max(textLength, 1024), MOST / 8);
  let matches = 1 << 12;
  while (matches < textLength / 8 && matches < 1 << 22) matches *= 2;
  return { counts: Math.max(LEAST, all - 2 * history - 8 * matches), matches, history };
}
