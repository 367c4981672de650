/** Waiting trainings, stored in the workspace. Those that had not begun when the window closed are offered again, but never started unasked. */
import * as v from 'valibot';
import type { Memento } from 'vscode';
import { describeModel } from '../../kinds/descriptions';
import { readChoice, type KindChoice } from '../../options/kinds';
import { kindIds } from '../../protocol/kind';
import type { OptionsOrigin } from '../../protocol/model';
import type { TextSource } from '../../protocol/textSource';
import { originSchema } from '../../store/schemas';
import { textSource } from '../../store/textSource';
import { mementoKeys } from '../ids';
import type { Waiting } from './queue';

/** The request for a training. */
export interface TrainingRequest {
  name: string;
  sources: TextSource[];
  choice: KindChoice;
  origin?: OptionsOrigin;
  /** The folder of the model whose weights it begins with. */
  from?: string;
  /** The folder of the model whose run it continues. */
  resumeFrom?: string;
}

export interface Left extends TrainingRequest {
  waiting: Waiting;
}

/** Characters. A longer text is stored only by its URI. */
const longestText = 200_000;

const remembered = v.object({
  name: v.string(),
  sources: v.pipe(v.array(textSource), v.minLength(1), v.maxLength(2)),
  kind: v.picklist(kindIds),
  options: v.unknown(),
  origin: v.exactOptional(originSchema),
  from: v.exactOptional(v.string()),
  resumeFrom: v.exactOptional(v.string()),
});

export class LeftInLine {
  private readonly left: Left[];

  constructor(private readonly memory: Memento) {
    const stored = memory.get<unknown>(mementoKeys.waiting);
    this.left = Array.isArray(stored) ? stored.flatMap((entry: unknown, index) => leftOf(entry, index)) : [];
  }

  /** Trainings of an earlier window, in their order. */
  get all(): readonly Left[] {
    return this.left;
  }

  /** Removes a training from the list and returns it. */
  take(id: string): Left | undefined {
    const index = this.left.findIndex(({ waiting }) => waiting.id === id);
    return index < 0 ? undefined : this.left.splice(index, 1)[0];
  }

  /** Stores the trainings to offer again if the window closes now. @param waiting trainings in line */
  async keep(waiting: readonly TrainingRequest[]): Promise<void> {
    const entries = [...this.left, ...waiting].flatMap(({ name, sources, choice, origin, from, resumeFrom }) => {
      const { kind, options } = choice;
      const kept = sources.map(placeOf).filter(source => source !== undefined);
      const rest = {
        ...(origin ? { origin } : {}),
        ...(from === undefined ? {} : { from }),
        ...(resumeFrom === undefined ? {} : { resumeFrom }),
      };
      return kept.length < sources.length ? [] : [{ name, sources: kept, kind, options, ...rest }];
    });
    await this.memory.update(mementoKeys.waiting, entries);
  }
}

/** A text that can be read again, without its characters; undefined if it has no URI and is too long to store. */
function placeOf(source: TextSource): TextSource | undefined {
  if (source.kind !== 'text') return source;
  if (source.uri !== undefined) return { ...source, text: '' };
  return source.text.length > longestText ? undefined : source;
}

/** An entry that this version cannot read is dropped. */
function leftOf(entry: unknown, index: number): Left[] {
  const read = v.safeParse(remembered, entry);
  if (!read.success) return [];
  const { kind, options, ...request } = read.output;
  try {
    const choice = readChoice(kind, options);
    const waiting: Waiting = {
      kind: 'left',
      id: `left-${index}`,
      name: request.name,
      description: describeModel(choice),
    };
    return [{ ...request, waiting, choice }];
  } catch {
    return [];
  }
}
