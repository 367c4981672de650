/** Suggestions that differ in their first words: what a person who cycles wants to see. */
import type { Suggestion } from '../../protocol/worker';

/** Of each first word the one that is worth most; that of the most worth first, then the likelier. */
export function alternatives(suggestions: readonly Suggestion[], count: number): Suggestion[] {
  const firsts = new Map<string, Suggestion>();
  for (const suggestion of suggestions) {
    const first = /^\P{L}*[\p{L}\p{M}\p{N}_'’]*/u.exec(suggestion.text)?.[0].trim() ?? '';
    if (!firsts.has(first)) firsts.set(first, suggestion);
  }
  const [best, ...others] = firsts.values();
  if (!best) return [];
  return [best, ...others.sort((a, b) => b.probability - a.probability)].slice(0, count);
}
