/** Which pairs are held out. */
import type { Pausable } from '../pausable';
import { normaliseSentence, pairsBetweenPauses, type SentencePair } from './pairs';

export interface SplitPairs {
  training: SentencePair[];
  heldOut: SentencePair[];
}

/** What makes two sources the same sentence. */
export const sourceKey = ({ source }: Pick<SentencePair, 'source'>): string =>
  normaliseSentence(source).replace(/\s+/gu, ' ').trim();

/**
 * Holds out about `fraction` of the pairs, from the end of the list. All translations of a source stand on one side: a model that has
 * learned one of them would else be asked for a sentence that it was trained on. Where that leaves nothing to train on, nothing is held out.
 */
export function* splitBySource(pairs: readonly SentencePair[], fraction: number): Pausable<SplitPairs> {
  const keys: string[] = [];
  for (const pair of pairs) {
    if (keys.length % pairsBetweenPauses === 0) yield;
    keys.push(sourceKey(pair));
  }
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const wanted = Math.floor(pairs.length * fraction);
  const chosen = new Set<string>();
  let taken = 0;
  for (let place = keys.length - 1; place >= 0 && taken < wanted; place--) {
    const key = keys[place]!;
    const size = counts.get(key)!;
    // A source with more translations than are left to take would make the held-out part far too large.
    if (chosen.has(key) || (taken > 0 && taken + size > 1.5 * wanted)) continue;
    chosen.add(key);
    taken += size;
  }
  if (taken > pairs.length / 2) return { training: [...pairs], heldOut: [] };
  const heldOut = pairs.filter((_, place) => chosen.has(keys[place]!));
  return { training: pairs.filter((_, place) => !chosen.has(keys[place]!)), heldOut };
}

/** All translations that the pairs have of each source. */
export function referencesOf(pairs: readonly SentencePair[]): Map<string, string[]> {
  const references = new Map<string, string[]>();
  for (const pair of pairs) {
    const key = sourceKey(pair);
    const known = references.get(key);
    if (known) known.push(pair.target);
    else references.set(key, [pair.target]);
  }
  return references;
}
