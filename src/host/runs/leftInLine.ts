/** Trainings that wait in line, kept in the workspace: those that had not begun when the window closed are offered again, never begun unasked. */
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

/** What is asked of a training. */
export interface Asked {
  name: string;
  sources: TextSource[];
  choice: KindChoice;
  origin?: OptionsOrigin;
  /** The folder of the model that it begins with. */
  from?: string;
  /** The folder of the model whose run it goes on with. */
  resumeFrom?: string;
}

export interface Left extends Asked {
  waiting: Waiting;
}

/** A text that is longer is remembered by where it is only. */
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

  /** Of an earlier window, in their order. */
  get all(): readonly Left[] {
    return this.left;
  }

  /** It is no longer left. */
  take(id: string): Left | undefined {
    const index = this.left.findIndex(({ waiting }) => waiting.id === id);
    return index < 0 ? undefined : this.left.splice(index, 1)[0];
  }

  /** What is to be offered again if the window closes now. @param waiting those in line */
  async keep(waiting: readonly Asked[]): Promise<void> {
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

/** What is found again where it is, without its text; undefined: too much to keep. */
function placeOf(source: TextSource): TextSource | undefined {
  if (source.kind !== 'text') return source;
  if (source.uri !== undefined) return { ...source, text: '' };
  return source.text.length > longestText ? undefined : source;
}

/** What cannot be meant any more is dropped. */
function leftOf(entry: unknown, index: number): Left[] {
  const read = v.safeParse(remembered, entry);
  if (!read.success) return [];
  const { kind, options, ...asked } = read.output;
  try {
    const choice = readChoice(kind, options);
    const waiting: Waiting = {
      kind: 'left',
      id: `left-${index}`,
      name: asked.name,
      description: describeModel(choice),
    };
    return [{ ...asked, waiting, choice }];
  } catch {
    return [];
  }
}
