/** Checks options that come from outside (a job, a manifest, a request). An error names the wrong option. */
import * as v from 'valibot';
import { UnrollError } from '../protocol/errors';
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { filesTable } from './files';
import { labelColumnsTable, labelsTable } from './labels';
import { languageTable, ngramTable, textTable } from './language';
import { optionsIn, standardOf, type Group, type Option, type PlacedOption, type Range } from './option';
import { samplingTable } from './sampling';
import { seriesColumnsTable, seriesTable } from './series';
import { columnsTable, searchTable, translationTable } from './translation';

/** All tables of options, by name. */
export const tables = {
  language: languageTable,
  ngram: ngramTable,
  translation: translationTable,
  labels: labelsTable,
  labelColumns: labelColumnsTable,
  series: seriesTable,
  seriesColumns: seriesColumnsTable,
  text: textTable,
  columns: columnsTable,
  sampling: samplingTable,
  files: filesTable,
  search: searchTable,
} as const;
export type TableName = keyof typeof tables;
export type OptionsOf<N extends TableName> = v.InferOutput<(typeof tables)[N]>;

/** "a whole number from 1 to 8" */
export function rangeMessage(range: Range, offset = 0): Message {
  switch (range.kind) {
    case 'whole':
      return message('option.range.whole', { from: String(range.from + offset), to: String(range.to + offset) });
    case 'real': {
      const ends = { from: String(range.from), to: String(range.to) };
      return range.above ? message('option.range.above', ends) : message('option.range.real', ends);
    }
    case 'choice':
      return message('option.range.choice', { values: range.values.join(', ') });
    case 'boolean':
      return message('option.range.boolean');
    case 'texts':
      return message('option.range.texts');
    case 'text':
      return message('option.range.text');
    case 'separator':
      return message('option.range.separator');
  }
}

/** A value as a person may have written it. */
const written = (value: unknown, offset = 0): string =>
  typeof value === 'number' ? String(value + offset) : JSON.stringify(value);

/** @param name the key, flag or setting of the option, as the person used it @param hint what to do next */
export function refusal(name: string, { range, facts }: Option<unknown>, value: unknown, hint?: Message): UnrollError {
  const about = { option: name, range: rangeMessage(range, facts.countedFrom) };
  const sentence =
    value === undefined
      ? message('option.missing', about)
      : message('option.wrong', { ...about, value: written(value, facts.countedFrom) });
  return new UnrollError('bad-options', hint ? message('sentences', { sentences: [sentence, hint] }) : sentence);
}

/** @throws UnrollError 'bad-options', see `refusal` */
export function readOption<T>(option: Option<T>, name: string, value: unknown, hint?: Message): T {
  const result = v.safeParse(option, value);
  if (result.success) return result.output;
  throw refusal(name, option, value, hint);
}

/**
 * @param value all options of the table, nested as in it, and no other properties
 * @throws UnrollError 'bad-options', which names the first wrong option, its value and its range
 */
export function readOptions<N extends TableName>(name: N, value: unknown): OptionsOf<N> {
  const table: (typeof tables)[N] = tables[name];
  const result = v.safeParse(table, value);
  if (result.success) return result.output;
  throw problem(optionsIn(table), result.issues[0]);
}

/** Options of which these are given and the others are as usual. @throws UnrollError 'bad-options', as `readOptions` does */
export const withStandard = <N extends TableName>(name: N, ...given: readonly unknown[]): OptionsOf<N> =>
  readOptions(name, given.reduce<unknown>(laidOver, standardOf(tables[name])));

/**
 * `base` with the values of `given`, which may be a part of the options.
 * @throws UnrollError 'bad-options', as `readOptions` does
 */
export const withGiven = <N extends TableName>(name: N, base: OptionsOf<N>, given: unknown): OptionsOf<N> =>
  readOptions(name, laidOver(base, given));

/** `base` with the values of `given` in place of its own, recursively. */
export function laidOver(base: unknown, given: unknown): unknown {
  if (given === undefined) return base;
  if (!isRecord(base) || !isRecord(given)) return given;
  const names = Object.keys({ ...base, ...given });
  return Object.fromEntries(names.map(name => [name, laidOver(base[name], given[name])]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Some options of a table, nested as in it. */
export type Given<N extends TableName> = {
  [S in keyof OptionsOf<N>]?: OptionsOf<N>[S] extends object ? Partial<OptionsOf<N>[S]> : OptionsOf<N>[S];
};

/** @throws UnrollError 'bad-options', as `readOptions` does */
export function assertGiven<N extends TableName>(name: N, value: unknown): asserts value is Given<N> {
  withStandard(name, value);
}

/** Merges partial options; later ones take precedence. @throws UnrollError 'bad-options', as `readOptions` does */
export function together<N extends TableName>(name: N, ...given: readonly unknown[]): Given<N> {
  const all = given.reduce<unknown>(laidOver, {});
  assertGiven(name, all);
  return all;
}

/** The keys of the given options of a table. */
export const keysGiven = (name: TableName, given: unknown): string[] =>
  optionsIn(tables[name])
    .filter(({ path }) => valueAt(given, path) !== undefined)
    .map(({ key }) => key);

/** Nests a value at a path: ['network', 'layers'], 2 -> { network: { layers: 2 } } */
export const placed = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value);

/** The value at a path; undefined if there is none. */
export const valueAt = (options: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), options);

/** Stored values may exceed today's maximum by this factor, since earlier versions had larger maxima. */
const mostBeyond = 16;

/**
 * As `readOptions`, for options that another version has stored: values up to `mostBeyond` times the maximum are accepted, and options that this
 * version does not know are left out.
 */
export function readStoredOptions<N extends TableName>(name: N, value: unknown): OptionsOf<N> {
  const table: (typeof tables)[N] = tables[name];
  const result = v.safeParse(table, known(table, value));
  const wrong = result.issues?.find(issue => !isBearable(issue));
  if (result.typed && wrong === undefined) return result.output;
  throw problem(optionsIn(table), wrong ?? result.issues![0]);
}

const isBearable = ({ type, input, requirement }: v.BaseIssue<unknown>): boolean =>
  type === 'max_value' &&
  typeof input === 'number' &&
  typeof requirement === 'number' &&
  // A maximum of 1 or below belongs to a share, which cannot be larger.
  requirement > 1 &&
  input <= mostBeyond * requirement;

/** A copy with only the options of the table, and with `beforeItExisted` for those that are missing. */
function known(group: Group, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(group.entries).flatMap(([name, entry]) => {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    const kept = 'facts' in entry ? (inner ?? entry.facts.beforeItExisted) : known(entry, inner);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(entries);
}

function problem(all: readonly PlacedOption[], issue: v.BaseIssue<unknown>): UnrollError {
  const key = v.getDotPath(issue) ?? '';
  const found = all.find(option => key === option.key || key.startsWith(`${option.key}.`));
  if (found) return refusal(found.key, found.option, inputOf(issue, found.path.length));
  return all.some(option => option.key.startsWith(`${key}.`)) || key === ''
    ? new UnrollError('bad-options', message('option.noObject', { option: key === '' ? 'options' : key }))
    : new UnrollError('bad-options', message('option.unknown', { option: key }));
}

/** The value of the whole option, also if the issue is inside it (in a list). */
const inputOf = (issue: v.BaseIssue<unknown>, depth: number): unknown => issue.path?.[depth - 1]?.value ?? issue.input;
