/** What the parser of the command line says by itself, in the person's language. */
import type { Message } from '../protocol/message';
import { message } from '../words/message';
import { say } from './terminal';

const titles = {
  'Usage:': 'help.title.usage',
  'Arguments:': 'help.title.arguments',
  'Options:': 'help.title.options',
  'Global Options:': 'help.title.options',
  'Commands:': 'help.title.commands',
} as const;

const isTitle = (title: string): title is keyof typeof titles => Object.hasOwn(titles, title);

export const titleText = (title: string): string => (isTitle(title) ? say(titles[title]) : title);

type Found = (first: string, second: string, third: string) => Message;

const patterns: readonly [RegExp, Found][] = [
  [/unknown option '([^']*)'/, option => message('usage.unknownOption', { option })],
  [/unknown command '([^']*)'/, command => message('usage.unknownCommand', { command })],
  [/missing required argument '([^']*)'/, argument => message('usage.missingArgument', { argument })],
  [/required option '([^']*)' not specified/, option => message('usage.missingOption', { option })],
  [/option '([^']*)' argument missing/, option => message('usage.missingValue', { option })],
  [
    /option '([^']*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.\s*$/s,
    (option, value, choices) => message('usage.wrongValue', { option, value, choices }),
  ],
  [
    /option '([^']*)' cannot be used with option '([^']*)'/,
    (option, other) => message('usage.conflict', { option, other }),
  ],
  [/too many arguments/, () => message('usage.tooManyArguments')],
];

/** What the parser found alike. */
const similarIn = (text: string): Message[] => {
  const similar = /\(Did you mean (?:one of )?(.*)\?\)\s*$/.exec(text)?.[1];
  return similar === undefined ? [] : [message('usage.similar', { similar })];
};

const next = (cause: Message): Message =>
  message(cause.key === 'usage.unknownCommand' ? 'usage.next.command' : 'usage.next.use');

/** @param text of the parser; what is not known among its errors stays as it is */
export function usageError(text: string): string {
  for (const [pattern, causeOf] of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [, first = '', second = '', third = ''] = found;
    const cause = causeOf(first, second, third);
    return `${say('terminal.error', { cause: [cause, ...similarIn(text), next(cause)] })}\n`;
  }
  return text;
}
