/** Which part of a document before the cursor the model reads. */

/** A recurrent model forgets: what lies further back hardly changes its state. */
const fewestCharacters = 2000;
/** The window begins at a multiple of this, so that it stays where it is while one types. */
const anchorEvery = 1000;

/**
 * Where the text that is read begins, for a cursor at `offset` (both UTF-16 units): the beginning of the document, or a multiple of
 * 1000 that lies 2000 to 2999 before the cursor. A window that began a fixed way before the cursor would move with every key,
 * and the model would have to read all of it again.
 */
export const windowStart = (offset: number): number =>
  Math.max(0, Math.floor((offset - fewestCharacters) / anchorEvery) * anchorEvery);

/**
 * Where the text begins that voices learn from while a document is written: the beginning of the document, or a multiple of half of `most` that lies
 * half of `most` to `most` before the cursor: when it moves they begin again, and so it moves seldom.
 */
export function learningStart(offset: number, most: number): number {
  const half = Math.ceil(most / 2);
  return offset < most ? 0 : Math.floor((offset - half) / half) * half;
}
