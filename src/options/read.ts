/** Reads options that come from outside (a job, a manifest, a request): they are right afterwards, or the error says which is not. */
import * as v from 'valibot';
import { UnrollError } from '../protocol/errors';
import { languageTable, ngramTable, textTable } from './language';
import { optionsIn, type Group, type Option, type PlacedOption, type Range } from './option';
import { samplingTable } from './sampling';
import { columnsTable, searchTable, translationTable } from './translation';

/** All tables, by what their options are of. */
export const tables = {
  language: languageTable,
  ngram: ngramTable,
  translation: translationTable,
  text: textTable,
  columns: columnsTable,
  sampling: samplingTable,
  search: searchTable,
} as const;
export type TableName = keyof typeof tables;
export type OptionsOf<N extends TableName> = v.InferOutput<(typeof tables)[N]>;

/** "a whole number from 1 to 8" */
export function rangeText(range: Range, offset = 0): string {
  switch (range.kind) {
    case 'whole':
      return `a whole number from ${range.from + offset} to ${range.to + offset}`;
    case 'real':
      return range.above
        ? `a number above ${range.from}, up to ${range.to}`
        : `a number from ${range.from} to ${range.to}`;
    case 'choice':
      return `one of ${range.values.join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'texts':
      return 'a list of texts';
    case 'text':
      return 'a text';
  }
}

/** "not 0": the value as a person may have written it, cut where it is long. */
function insteadText(value: unknown): string {
  if (value === undefined) return 'but is missing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `not ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`;
}

/** @param name the option as the person knows it: a key, a flag or a setting @param hint what to do next */
export const refusal = (name: string, { range, facts }: Option<unknown>, value: unknown, hint = ''): UnrollError =>
  new UnrollError(
    'bad-options',
    `${name} must be ${rangeText(range, facts.countedFrom)}, ${insteadText(value)}.${hint === '' ? '' : ` ${hint}`}`,
  );

/**
 * @param value all options of the table, nested as in it, and nothing else
 * @throws UnrollError 'bad-options', which names the first wrong option, its value and its range
 */
export function readOptions<N extends TableName>(name: N, value: unknown): OptionsOf<N> {
  const table: (typeof tables)[N] = tables[name];
  const result = v.safeParse(table, value);
  if (result.success) return result.output;
  throw problem(optionsIn(table), result.issues[0]);
}

/**
 * As `readOptions`, for what another version has stored: larger values than today's may have been trained with, and what this version
 * does not know is left out.
 */
export function readStoredOptions<N extends TableName>(name: N, value: unknown): OptionsOf<N> {
  const table: (typeof tables)[N] = tables[name];
  const result = v.safeParse(table, known(table, value));
  const wrong = result.issues?.find(({ type }) => type !== 'max_value');
  if (result.typed && wrong === undefined) return result.output;
  throw problem(optionsIn(table), wrong ?? result.issues![0]);
}

/** A copy with only what the table holds. */
function known(group: Group, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const entry = Object.hasOwn(group.entries, name) ? group.entries[name] : undefined;
    return entry === undefined ? [] : [[name, 'facts' in entry ? inner : known(entry, inner)] as const];
  });
  return Object.fromEntries(kept);
}

function problem(placed: readonly PlacedOption[], issue: v.BaseIssue<unknown>): UnrollError {
  const key = v.getDotPath(issue) ?? '';
  const found = placed.find(option => key === option.key || key.startsWith(`${option.key}.`));
  if (found) return refusal(found.key, found.option, valueAt(issue, found.path.length));
  return placed.some(option => option.key.startsWith(`${key}.`)) || key === ''
    ? new UnrollError('bad-options', `${key === '' ? 'The options' : key} must be an object of options.`)
    : new UnrollError('bad-options', `There is no option "${key}".`);
}

/** Of the whole option, where the issue lies deeper (in a list). */
const valueAt = (issue: v.BaseIssue<unknown>, depth: number): unknown => issue.path?.[depth - 1]?.value ?? issue.input;
