/** A sweep: all combinations of a few values of some options; the other options are the same. */
import type { Option, PlacedOption } from './option';
import { laidOver, placed, refusal } from './read';
import { textMessage, type Message } from '../protocol/message';
import { message } from '../words/message';
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

/** "hidden size" */
export const nameOfOption = ({ path, key }: PlacedOption): Message => ({ key: `optionName.${path.at(-1) ?? key}` });

/** "cell gru, hidden size 64" */
export function nameOfVariant({ values }: Variant): Message {
  const [last, ...before] = values
    .map(({ option, value }) => message('variant.value', { option: nameOfOption(option), value: String(value) }))
    .reverse();
  return before.reduce((rest, first) => message('variant.more', { first, rest }), last ?? textMessage(''));
}

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
