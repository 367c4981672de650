/**
 * What an option is: the schema of its value, and beside it all that a person meets of it. The tables of this folder are made of
 * these; types, validation, flags, settings and prompts follow from the tables.
 */
import * as v from 'valibot';
import type { Key } from '../words/message';

/** Which values are right, as data: prompts, package.json and messages say it from here. */
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
  /** What models had that were stored before there was the option; absent: it has always been there. */
  beforeItExisted?: T;
  /** One sentence of the catalogue: the description of the flag and of the setting. */
  words: Key;
  /** As the help of the command line writes it: "--hidden <n>". */
  flag?: string;
  /** A flag of an earlier version, still accepted and not shown. */
  formerFlag?: string;
  /** What a flag without a value sets; true unless given. */
  flagSets?: boolean;
  /** The number of the first column: on the command line and in messages it is counted from 1, in the options from 0. */
  countedFrom?: 1;
  /** Trainings that obey the setting "unroll.training." with the option's name: those of language models, or every one. */
  setting?: 'language' | 'every';
  /** The name that an earlier version gave the setting, still read. */
  formerSetting?: string;
  /** Values of the former flag or setting, and what they are called now. */
  formerValues?: Readonly<Record<string, T>>;
  /** Of the setting; 'resource' unless given. */
  scope?: 'machine' | 'machine-overridable' | 'window';
  /** As long as a person has not set it, the preset chooses: its setting has no default. */
  byPreset?: true;
  /** Only a trusted folder's settings.json may set it. */
  restricted?: true;
  /** Where the option is listed; the name of its section unless given. */
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
  /** One for each value of a choice, for those who choose from a list. */
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

/** @param sentenceOf a value, for those who choose from a list */
export const choice = <const C extends string>(
  values: readonly C[],
  facts: Facts<NoInfer<C>>,
  sentenceOf?: (value: NoInfer<C>) => Key,
): Option<C> => {
  const chosen = option<C>(v.picklist(values), { kind: 'choice', values }, facts);
  if (!sentenceOf) return chosen;
  return Object.assign(chosen, { sentences: Object.fromEntries(values.map(value => [value, sentenceOf(value)])) });
};

/** Characters of one of several texts. */
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

/** What stands between the columns of a table: a character or a few, or the name of one; '' is found. */
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

/** A group of options, or of groups: what `valibot.strictObject` gives. */
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
      'facts' in entry ? structuredClone(entry.facts.standard) : standardOf(entry),
    ]),
  );
