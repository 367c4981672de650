/** The texts of the view for each model. They are made once for each state of a model, with pauses, so that hundreds of models do not block. */
import { setImmediate as turn } from 'node:timers/promises';
import type { ModelEntry } from '../../store/list';
import { modelLine, type ModelLine } from './modelItem';

export type Lines = { [K in keyof ModelLine]: string };

/** The longest time that other work has to wait. */
const millisecondsAtOnce = 4;

export class ModelLines {
  /** By manifest: an unchanged manifest is the same object each time the list is read. */
  private readonly known = new WeakMap<object, Lines>();

  /** @param write renders a line's messages for the place where they are shown */
  constructor(private readonly write: (line: ModelLine) => Lines) {}

  /** Makes the missing lines. */
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

  /** The text that a filter searches. */
  readonly wordsOf = (entry: ModelEntry): string => {
    const { label, description, detail } = this.of(entry);
    return `${label} ${description} ${detail}`;
  };
}
