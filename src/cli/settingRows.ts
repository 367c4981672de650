/** Options as flags of the command line: how one row of a table becomes a flag, whatever the options are of. */
import { UnrollError } from '../protocol/errors';

/** What the parser found, by the flag's camel-cased name: text, true for a bare flag, a list for a repeatable one. */
export type FlagValues = Readonly<Record<string, unknown>>;

export interface Setting<O> {
  group: string;
  flags: string;
  description: string;
  /** As shown by --help; undefined when it goes without saying. */
  initial: string | undefined;
  /** May be given several times; the value is a list. */
  repeated?: true;
  /** @throws UnrollError 'bad-options' */
  apply: (options: O, value: unknown) => void;
}

interface Row<O, K extends string, V> {
  flags: string;
  description: string;
  section: (options: O) => Record<NoInfer<K>, V>;
  key: K;
}

type Ungrouped<O> = Omit<Setting<O>, 'group'>;

const longName = (flags: string): string => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

const refuse = (flags: string, wanted: string, value: unknown): UnrollError =>
  new UnrollError(
    'bad-options',
    `${longName(flags)} must be ${wanted}, not "${String(value)}". Add --help to see all options.`,
  );

export function parseNumber(flags: string, value: unknown, from: number, to: number, whole: boolean): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  if (number >= from && number <= to && (!whole || Number.isInteger(number))) return number;
  const range = to === Infinity ? `of at least ${from}` : `from ${from} to ${to}`;
  throw refuse(flags, `a ${whole ? 'whole ' : ''}number ${range}`, value);
}

export function parseChoice<C extends string>(flags: string, value: unknown, choices: readonly C[]): C {
  const found = choices.find(choice => choice === value);
  if (found !== undefined) return found;
  throw refuse(flags, `one of ${choices.join(', ')}`, value);
}

/** The kinds of rows for options with these defaults. */
export function settingRows<O>(defaults: O) {
  function numeric<K extends string>(whole: boolean, from: number, to: number, row: Row<O, K, number>): Ungrouped<O> {
    const { flags, description, section, key } = row;
    return {
      flags,
      description,
      initial: String(section(defaults)[key]),
      apply: (options, value) => {
        section(options)[key] = parseNumber(flags, value, from, to, whole);
      },
    };
  }
  return {
    whole: <K extends string>(from: number, to: number, row: Row<O, K, number>) => numeric(true, from, to, row),
    real: <K extends string>(from: number, to: number, row: Row<O, K, number>) => numeric(false, from, to, row),
    choice: <K extends string, C extends string>(choices: readonly C[], row: Row<O, K, C>): Ungrouped<O> => {
      const { flags, description, section, key } = row;
      return {
        flags,
        description: `${description}: ${choices.join(', ')}`,
        initial: section(defaults)[key],
        apply: (options, value) => {
          section(options)[key] = parseChoice(flags, value, choices);
        },
      };
    },
    /** A flag without a value that sets `to`. */
    bare: <K extends string>({ flags, description, section, key }: Row<O, K, boolean>, to = true): Ungrouped<O> => ({
      flags,
      description,
      initial: undefined,
      apply: (options, value) => {
        section(options)[key] = value === true ? to : !to;
      },
    }),
    grouped: (group: string, rows: Ungrouped<O>[]): Setting<O>[] => rows.map(row => ({ group, ...row })),
  };
}

/** '--min-frequency <n>' -> 'minFrequency', as the parser names it. */
export const attributeOf = (flags: string): string =>
  longName(flags)
    .slice(2)
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A copy of the options, changed by what was given. @throws UnrollError 'bad-options' */
export function applySettings<O>(standard: O, values: FlagValues, settings: readonly Setting<O>[]): O {
  const options = structuredClone(standard);
  for (const { flags, apply } of settings) {
    const value = values[attributeOf(flags)];
    if (value !== undefined) apply(options, value);
  }
  return options;
}
