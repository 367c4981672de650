/** JSON that keeps every number. A run that diverged contains NaN and infinity, which JSON lacks: they are written as {"number": "NaN"}. */

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? { number: String(part) } : part,
  );

/** @throws SyntaxError for a text that is not JSON */
export const fromJson = (json: string): unknown => JSON.parse(json, (_, part: unknown) => unmarked(part));

/** Converts {"number": ...} back to a number; returns any other value unchanged. */
function unmarked(part: unknown): unknown {
  const marked = typeof part === 'object' && part !== null && 'number' in part && Object.keys(part).length === 1;
  return marked && typeof part.number === 'string' ? Number(part.number) : part;
}
