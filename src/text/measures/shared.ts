/** How much of a text stands word for word in another one. */

/** Tokens that agree by chance, or by a common phrase, are fewer. */
const windowLength = 32;
const factor = 0x01000193;

/**
 * Share of the windows of 32 tokens, side by side, of `part` that occur in `whole`, 0..1; 0 where `part` is shorter than one. Windows are found by
 * a rolling hash (Karp and Rabin 1987) and compared token by token.
 */
export function sharedWith(part: ArrayLike<number>, whole: ArrayLike<number>): number {
  const windows = Math.floor(part.length / windowLength);
  const byHash = new Map<number, number[]>();
  for (let window = 0; window < windows; window++) {
    const start = window * windowLength;
    let hash = 0;
    for (let at = start; at < start + windowLength; at++) hash = added(hash, part[at]!);
    byHash.set(hash, [...(byHash.get(hash) ?? []), start]);
  }
  const found = new Set<number>();
  let leading = 1;
  for (let place = 0; place < windowLength; place++) leading = Math.imul(leading, factor);
  let hash = 0;
  for (let at = 0; at < whole.length; at++) {
    hash = added(hash, whole[at]!);
    if (at >= windowLength) hash = (hash - Math.imul(leading, whole[at - windowLength]! + 1)) | 0;
    if (at < windowLength - 1) continue;
    for (const start of byHash.get(hash) ?? [])
      if (!found.has(start) && agree(part, start, whole, at - windowLength + 1)) found.add(start);
  }
  return windows === 0 ? 0 : found.size / windows;
}

const added = (hash: number, token: number): number => (Math.imul(hash, factor) + token + 1) | 0;

function agree(part: ArrayLike<number>, start: number, whole: ArrayLike<number>, from: number): boolean {
  for (let at = 0; at < windowLength; at++) if (part[start + at] !== whole[from + at]) return false;
  return true;
}
