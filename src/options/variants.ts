/** A sweep: a few values of some options, every combination of them, all else alike. */
import type { Option, PlacedOption } from './option';
import { laidOver, placed, refusal } from './read';
import * as v from 'valibot';

/** More trainings than that are no sweep but a mistake in typing. */
export const mostVariants = 100;

export interface Varied {
  option: PlacedOption;
  values: readonly unknown[];
}

export interface Variant {
  /** What sets it apart, nested as in the table. */
  given: unknown;
  values: { option: PlacedOption; value: unknown }[];
}

/** "hidden size": an option as the editor of settings writes it. */
export const wordsOfOption = ({ path, key }: PlacedOption): string =>
  (path.at(-1) ?? key).replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

/** "cell gru, hidden size 64" */
export const wordsOfVariant = ({ values }: Variant): string =>
  values.map(({ option, value }) => `${wordsOfOption(option)} ${String(value)}`).join(', ');

/** Whether a few values of an option can be listed. */
export const canVary = ({ option: { range, facts } }: PlacedOption): boolean =>
  facts.flag !== undefined && ['whole', 'real', 'choice'].includes(range.kind);

/** Every combination; those of the last option are next to each other. */
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
 * @param name the option as the person knows it
 * @throws UnrollError 'bad-options', which names the first value that is not right
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
