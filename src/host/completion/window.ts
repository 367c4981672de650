/** The part of a document before the cursor that the model reads. */

/** Text that is further back hardly changes the state of a recurrent model. */
const fewestCharacters = 2000;
/** The window begins at a multiple of this, so that its start does not move at every key. */
const anchorEvery = 1000;

/**
 * Where the text that the model reads begins, for a cursor at `offset` (both UTF-16 units): the beginning of the document, or a multiple of
 * 1000 that lies 2000 to 2999 before the cursor. A window at a fixed distance from the cursor would move with every key,
 * and the model would have to read all of it again.
 */
export const windowStart = (offset: number): number =>
  Math.max(0, Math.floor((offset - fewestCharacters) / anchorEvery) * anchorEvery);

/**
 * Where the text begins that voices learn from while a document is written: the beginning of the document, or a multiple of `most / 2` that lies
 * `most / 2` to `most` before the cursor. When this start moves, the voices learn the text again from there; therefore it moves seldom.
 */
export function learningStart(offset: number, most: number): number {
  const half = Math.ceil(most / 2);
  return offset < most ? 0 : Math.floor((offset - half) / half) * half;
}
