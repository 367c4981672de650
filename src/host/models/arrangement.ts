/** The arrangement of the Models view: filter, order and grouping by text. */
import type { ModelEntry } from '../../store/list';
import type { ModelManifest } from '../../store/types';

export const orders = ['newest', 'name', 'best'] as const;
export type Order = (typeof orders)[number];

export interface Arrangement {
  order: Order;
  byText: boolean;
  /** Words that a shown model must all contain; empty: every model is shown. */
  filter: string;
}

export const usualArrangement: Arrangement = { order: 'newest', byText: false, filter: '' };

/** Models of one text. */
export interface TextGroup {
  kind: 'text';
  id: string;
  /** The name of the text. */
  name: string;
  entries: ModelEntry[];
}

/** A value stored by an earlier version may have another shape. */
export function isArrangement(value: unknown): value is Arrangement {
  if (typeof value !== 'object' || value === null) return false;
  const { order, byText, filter } = value as Partial<Record<keyof Arrangement, unknown>>;
  return orders.some(known => known === order) && typeof byText === 'boolean' && typeof filter === 'string';
}

/**
 * @param entries newest first
 * @param wordsOf the text that the view shows of a model; the filter searches it
 */
export function arranged(
  entries: readonly ModelEntry[],
  { order, filter }: Pick<Arrangement, 'order' | 'filter'>,
  wordsOf: (entry: ModelEntry) => string,
): ModelEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = entries.filter(entry => {
    if (words.length === 0) return true;
    const shown = wordsOf(entry).toLowerCase();
    return words.every(word => shown.includes(word));
  });
  if (order === 'name') {
    // "model 2" before "model 10". Created only here, since the first collator takes milliseconds that would delay loading the extension.
    const byName = new Intl.Collator(undefined, { numeric: true });
    return kept.sort((a, b) => byName.compare(nameOf(a), nameOf(b)));
  }
  if (order === 'best') return kept.sort((a, b) => figureOf(a) - figureOf(b));
  return kept;
}

/** Groups the models by text; a group takes the place of its first model. */
export function groupedByText(entries: readonly ModelEntry[]): (TextGroup | ModelEntry)[] {
  const groups = new Map<string, TextGroup>();
  const damaged: ModelEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'damaged') {
      damaged.push(entry);
      continue;
    }
    const { name, sha256 } = entry.manifest.source;
    const id = `text ${sha256} ${name}`;
    const group = groups.get(id) ?? { kind: 'text', id, name, entries: [] };
    groups.set(id, group);
    group.entries.push(entry);
  }
  return [...groups.values(), ...damaged];
}

const nameOf = (entry: ModelEntry): string => (entry.kind === 'model' ? entry.manifest.name : entry.id);

/** Bits per character, which can be compared across tokenisations; models without a held-out figure come last. */
const figureOf = (entry: ModelEntry): number =>
  (entry.kind === 'model' ? bitsPerCharacter(entry.manifest) : undefined) ?? Infinity;

export function bitsPerCharacter({ result, progress, corpus }: ModelManifest): number | undefined {
  const loss = result?.validationLoss ?? progress?.validationLoss;
  if (loss === undefined || !corpus || corpus.characters === 0) return undefined;
  return (loss * corpus.tokens) / corpus.characters / Math.LN2;
}
