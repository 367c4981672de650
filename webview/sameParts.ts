/** Keeps the parts of the view that a message only repeats, so that what is drawn of them stays, with its selection, scroll position and opened details. */

/** `next`, in which each part that equals the part of `previous` at its place is that part itself. Both come from JSON and are trees. */
export function withSameParts<T>(previous: unknown, next: T): T;
export function withSameParts(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (isList(previous) && isList(next)) {
    const parts = next.map((part, at) => withSameParts<unknown>(previous[at], part));
    return parts.length === previous.length && parts.every((part, at) => Object.is(part, previous[at]))
      ? previous
      : parts;
  }
  if (!isRecord(previous) || !isRecord(next)) return next;
  const entries = Object.entries(next).map(
    ([name, part]) => [name, withSameParts<unknown>(previous[name], part)] as const,
  );
  const isSame =
    entries.length === Object.keys(previous).length &&
    entries.every(([name, part]) => name in previous && Object.is(part, previous[name]));
  return isSame ? previous : Object.fromEntries(entries);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
