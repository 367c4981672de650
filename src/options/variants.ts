/** A sweep: all combinations of a few values of some options; the other options are the same. */
import type { Option, PlacedOption } from './option';
import { laidOver, placed, refusal } from './read';
import * as v from 'valibot';

/** More trainings than this are probably a typing error. */
export const mostVariants = 100;

export interface Varied {
  option: PlacedOption;
  values: readonly unknown[];
}

export interface Variant {
  /** The options that differ, nested as in the table. */
  given: unknown;
  values: { option: PlacedOption; value: unknown }[];
}

/** "hidden size": the name of an option as in the settings editor. */
export const wordsOfOption = ({ path, key }: PlacedOption): string =>
  (path.at(-1) ?? key).replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

/** "cell gru, hidden size 64" */
export const wordsOfVariant = ({ values }: Variant): string =>
  values.map(({ option, value }) => `${wordsOfOption(option)} ${String(value)}`).join(', ');

/** Whether a list of values of the option can be typed. */
export const canVary = ({ option: { range, facts } }: PlacedOption): boolean =>
  facts.flag !== undefined && ['whole', 'real', 'choice'].includes(range.kind);

/** All combinations; the last option varies fastest. */
export const variantsOf = (varied: readonly Varied[]): Variant[] =>
  varied.reduce<Variant[]>(
    (variants, { option, values }) =>
      variants.flatMap(variant =>
        values.map(value => ({
          given: laidOver(variant.given, placed(option.path, value)),
          values: [...variant.values, { option, value }],
        })),
      ),
    [{ given: {}, values: [] }],
  );

/**
 * "64, 128" -> [64, 128]; each value once.
 * @param name the option's name for messages
 * @throws UnrollError 'bad-options', which names the first wrong value
 */
export function valuesIn(text: string, option: Option<unknown>, name: string): unknown[] {
  const isNumber = option.range.kind !== 'choice';
  const values = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const value = isNumber ? Number(part) - (option.facts.countedFrom ?? 0) : part;
      if (!v.is(option, value)) throw refusal(name, option, Number.isNaN(value) ? part : value);
      return value;
    });
  return [...new Set(values)];
}
