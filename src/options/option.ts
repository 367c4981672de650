/**
 * An option: the schema of its value, and everything that a person sees of it. The tables of this folder consist of
 * options; types, validation, flags, settings and prompts are derived from the tables.
 */
import * as v from 'valibot';
import type { Key } from '../words/message';

/** The valid values, as data for prompts, package.json and messages. */
export type Range =
  | { kind: 'whole'; from: number; to: number }
  /** `above`: `from` itself is excluded. */
  | { kind: 'real'; from: number; to: number; above: boolean }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'boolean' }
  | { kind: 'texts' }
  | { kind: 'text' }
  | { kind: 'separator' };

export interface Facts<T> {
  standard: T;
  /** The value for models that were stored before the option existed; absent if it has always existed. */
  beforeItExisted?: T;
  /** The key of the sentence that describes the flag and the setting. */
  words: Key;
  /** The flag as in the help of the command line: "--hidden <n>". */
  flag?: string;
  /** A flag of an earlier version: accepted, but not shown. */
  formerFlag?: string;
  /** The value that a flag without a value sets; default true. */
  flagSets?: boolean;
  /** Set for column numbers: they count from 1 on the command line and in messages, from 0 in the options. */
  countedFrom?: 1;
  /** The trainings that use the setting "unroll.training." with the option's name: those of language models, or all. */
  setting?: 'language' | 'every';
  /** The name of the setting in an earlier version; it is still read. */
  formerSetting?: string;
  /** Values of the former flag or setting, with the present value of each. */
  formerValues?: Readonly<Record<string, T>>;
  /** The scope of the setting; default 'resource'. */
  scope?: 'machine' | 'machine-overridable' | 'window';
  /** The preset chooses the value unless a person has set it, so the setting has no default. */
  byPreset?: true;
  /** Only a trusted folder's settings.json may set it. */
  restricted?: true;
  /** The topic under which the option is listed; default: the name of its section. */
  topic?: Topic;
}

export type Topic =
  | 'general'
  | 'pairs'
  | 'text'
  | 'network'
  | 'optimiser'
  | 'training'
  | 'samples'
  | 'sampling'
  | 'completion'
  | 'translation'
  | 'labels'
  | 'series';

export type Option<T> = v.GenericSchema<T> & {
  readonly facts: Facts<T>;
  readonly range: Range;
  /** A sentence for each value of a choice, for lists to pick from. */
  readonly sentences?: Readonly<Record<string, Key>>;
};

const option = <T>(schema: v.GenericSchema<T>, range: Range, facts: Facts<T>): Option<T> =>
  Object.assign(schema, { facts, range });

/** A whole number `from`..`to`. */
export const whole = (from: number, to: number, facts: Facts<number>): Option<number> =>
  option(v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to)), { kind: 'whole', from, to }, facts);

/** A finite number `from`..`to`. */
export const real = (from: number, to: number, facts: Facts<number>): Option<number> =>
  option(
    v.pipe(v.number(), v.finite(), v.minValue(from), v.maxValue(to)),
    { kind: 'real', from, to, above: false },
    facts,
  );

/** A finite number above `from`, up to `to`. */
export const above = (from: number, to: number, facts: Facts<number>): Option<number> =>
  option(
    v.pipe(v.number(), v.finite(), v.gtValue(from), v.maxValue(to)),
    { kind: 'real', from, to, above: true },
    facts,
  );

/** @param sentenceOf the sentence of a value, for lists to pick from */
export const choice = <const C extends string>(
  values: readonly C[],
  facts: Facts<NoInfer<C>>,
  sentenceOf?: (value: NoInfer<C>) => Key,
): Option<C> => {
  const chosen = option<C>(v.picklist(values), { kind: 'choice', values }, facts);
  if (!sentenceOf) return chosen;
  return Object.assign(chosen, { sentences: Object.fromEntries(values.map(value => [value, sentenceOf(value)])) });
};

/** The longest text of a list, in characters. */
const longestText = 10_000;

export const yesNo = (facts: Facts<boolean>): Option<boolean> => option(v.boolean(), { kind: 'boolean' }, facts);

export const texts = (facts: Facts<string[]>): Option<string[]> =>
  option(v.array(v.pipe(v.string(), v.maxLength(longestText))), { kind: 'texts' }, facts);

export const text = (facts: Facts<string>): Option<string> => option(v.string(), { kind: 'text' }, facts);

const separatorNames: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  bar: '|',
  space: ' ',
};

/** The separator of a table's columns: one or a few characters, or the name of a character; '': detected. */
export const separator = (facts: Facts<string>): Option<string> =>
  option(
    v.pipe(
      v.string(),
      v.transform(given => (Object.hasOwn(separatorNames, given) ? separatorNames[given]! : given)),
      v.regex(/^[^\r\n"]{0,10}$/),
    ),
    { kind: 'separator' },
    facts,
  );

/** A group of options or of groups: the type of `valibot.strictObject`. */
export interface Group {
  readonly entries: Readonly<Record<string, Group | Option<unknown>>>;
}

export interface PlacedOption {
  /** "network.hiddenSize" */
  key: string;
  path: readonly string[];
  option: Option<unknown>;
}

/** All options of a table, in its order. */
export const optionsIn = (group: Group, path: readonly string[] = []): PlacedOption[] =>
  Object.entries(group.entries).flatMap(([name, entry]) => {
    const place = [...path, name];
    return 'facts' in entry ? [{ key: place.join('.'), path: place, option: entry }] : optionsIn(entry, place);
  });

/** The default of every option, nested as in the table. */
export const standardOf = (group: Group): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(group.entries).map(([name, entry]) => [
      name,
      'facts' in entry ? copyOf(entry.facts.standard) : standardOf(entry),
    ]),
  );

/** A list of a default must not be changed by who gets it. */
const copyOf = (standard: unknown): unknown => (Array.isArray(standard) ? Array.from<unknown>(standard) : standard);
