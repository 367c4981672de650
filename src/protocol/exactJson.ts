/** JSON that keeps every number. JSON has no NaN and no infinity, a run that diverged has: they are written as {"number": "NaN"}. */

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? { number: String(part) } : part,
  );

/** @throws SyntaxError for a text that is not JSON */
export const fromJson = (json: string): unknown => JSON.parse(json, (_, part: unknown) => unmarked(part));

/** The number that `toJson` marked; anything else as it is. */
export function unmarked(part: unknown): unknown {
  const marked = typeof part === 'object' && part !== null && 'number' in part && Object.keys(part).length === 1;
  return marked && typeof part.number === 'string' ? Number(part.number) : part;
}
