/** Options of the tables as flags of the command line. */
import { Option, type Command } from 'commander';
import { optionsIn, type Group, type Option as OptionOf, type PlacedOption } from '../options/option';
import { placed, readOption, refusal } from '../options/read';
import { message } from '../words/message';
import { textMessage } from '../protocol/message';
import { say, sentence } from './terminal';

/** What the parser found, by the flag's camel-cased name: text, true for a bare flag, a list for a repeatable one. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** Options that have a flag. @param names some of them, by the last part of their key; all without it */
export const flagsOf = (group: Group, ...names: readonly string[]): PlacedOption[] =>
  optionsIn(group).filter(
    ({ option, path }) => option.facts.flag !== undefined && (names.length === 0 || names.includes(path.at(-1) ?? '')),
  );

const groups = [
  'general',
  'pairs',
  'text',
  'network',
  'optimiser',
  'training',
  'samples',
  'sampling',
  'labels',
  'data',
  'series',
] as const;

/** The title under which the help lists a flag. */
export function groupTitle(topic: string): string {
  const group = groups.find(known => known === topic);
  return group === undefined ? say('help.title.options') : say(`help.group.${group}`);
}

/** Defaults are only shown: what was not given stays absent. */
export function withFlags(command: Command, options: readonly PlacedOption[]): Command {
  for (const { option, path } of options) addFlag(command, option, path[0]);
  return command;
}

/** @param section of the table, under which the help lists the flag unless the option says where @param standard shown as the default in place of its own */
export function addFlag(command: Command, option: OptionOf<unknown>, section = 'general', standard?: string): Command {
  const { flag, formerFlag, topic } = option.facts;
  if (flag !== undefined) {
    const shown = new Option(flag, helpOf(option, standard)).helpGroup(groupTitle(topic ?? section));
    command.addOption(option.range.kind === 'texts' ? repeatable(shown) : shown);
  }
  return formerFlag === undefined ? command : command.addOption(new Option(formerFlag).hideHelp());
}

function helpOf({ facts, range }: OptionOf<unknown>, standard = shownStandard(facts, range.kind)): string {
  let words = textMessage(sentence({ key: facts.words }).replace(/[.。]$/, ''));
  if (range.kind === 'choice') words = message('help.choices', { words, values: range.values.join(', ') });
  if (range.kind === 'texts') words = message('help.repeated', { words });
  return standard === undefined ? sentence(words) : say('help.default', { words, standard });
}

function shownStandard({ standard, countedFrom }: OptionOf<unknown>['facts'], kind: string): string | undefined {
  if (typeof standard === 'number') return String(standard + (countedFrom ?? 0));
  return kind === 'choice' ? String(standard) : undefined;
}

/** Each use takes one value, so that an argument may follow. */
export const repeatable = (option: Option): Option =>
  option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);

export const longName = (flag: string): string => /--[a-z-]+/.exec(flag)?.[0] ?? flag;

/** '--min-frequency <n>' -> 'minFrequency', as the parser names it. */
export const attributeOf = (flag: string): string =>
  longName(flag)
    .slice(2)
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The option's value; undefined where its flag was not given. @throws UnrollError 'bad-options', naming the flag */
export function valueOf<T>(option: OptionOf<T>, values: FlagValues): T | undefined {
  const { flag = '', formerFlag, formerValues = {} } = option.facts;
  const own = values[attributeOf(flag)];
  const former = formerFlag === undefined ? undefined : values[attributeOf(formerFlag)];
  const given = own ?? former;
  if (given === undefined) return undefined;
  const hint = message('option.hint.flag');
  const renamed = own === undefined && typeof given === 'string' && Object.hasOwn(formerValues, given);
  const value = renamed ? formerValues[given] : given;
  const parsed = parse(option, value);
  if (Number.isNaN(parsed)) throw refusal(longName(flag), option, given, hint);
  return readOption(option, longName(flag), parsed, hint);
}

function parse({ facts, range }: OptionOf<unknown>, given: unknown): unknown {
  switch (range.kind) {
    case 'whole':
    case 'real':
      return typeof given === 'string' && given.trim() !== '' ? Number(given) - (facts.countedFrom ?? 0) : NaN;
    case 'boolean':
      return given === true ? (facts.flagSets ?? true) : given;
    default:
      return given;
  }
}

/** What was given by flags, nested as in the table: `Given` of it. @throws UnrollError 'bad-options' */
export const givenBy = (values: FlagValues, options: readonly PlacedOption[]): unknown[] =>
  options.flatMap(({ option, path }) => {
    const value = valueOf(option, values);
    return value === undefined ? [] : [placed(path, value)];
  });

/** As `valueOf`, with the option's default where nothing was given. */
export const valueOrStandard = <T>(option: OptionOf<T>, values: FlagValues): T =>
  valueOf(option, values) ?? option.facts.standard;
