/** What the view says of each model: made once for each state of it, a few at a time, so that hundreds of models stop nothing. */
import { setImmediate as turn } from 'node:timers/promises';
import type { ModelEntry } from '../../store/list';
import { modelLine, type ModelLine } from './modelItem';

export type Lines = { [K in keyof ModelLine]: string };

/** What other work is kept waiting at most. */
const millisecondsAtOnce = 4;

export class ModelLines {
  /** By what they are made of: an unchanged manifest is the same object however often the list is read. */
  private readonly known = new WeakMap<object, Lines>();

  /** @param write as the place where they are shown writes a message */
  constructor(private readonly write: (line: ModelLine) => Lines) {}

  /** Makes those that are not there yet. */
  async prepare(entries: readonly ModelEntry[]): Promise<void> {
    let began = performance.now();
    for (const entry of entries) {
      this.of(entry);
      if (performance.now() - began < millisecondsAtOnce) continue;
      await turn();
      began = performance.now();
    }
  }

  of(entry: ModelEntry): Lines {
    const key = entry.kind === 'model' ? entry.manifest : entry;
    const known = this.known.get(key);
    if (known) return known;
    const made = this.write(modelLine(entry));
    this.known.set(key, made);
    return made;
  }

  /** Where a filter looks. */
  readonly wordsOf = (entry: ModelEntry): string => {
    const { label, description, detail } = this.of(entry);
    return `${label} ${description} ${detail}`;
  };
}
