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

const patterns: [RegExp, (found: string, second: string) => Message][] = [
  [/unknown option '([^']*)'/, option => message('usage.unknownOption', { option })],
  [/unknown command '([^']*)'/, command => message('usage.unknownCommand', { command })],
  [/missing required argument '([^']*)'/, argument => message('usage.missingArgument', { argument })],
  [/option '([^']*)' argument missing/, option => message('usage.missingValue', { option })],
  [
    /option '([^']*)' cannot be used with option '([^']*)'/,
    (option, other) => message('usage.conflict', { option, other }),
  ],
  [/too many arguments/, () => message('usage.tooManyArguments')],
];

/** @param text of the parser; what is not known among its errors stays as it is */
export function usageError(text: string): string {
  for (const [pattern, cause] of patterns) {
    const found = pattern.exec(text);
    if (found) return `${say('usage.error', { cause: cause(found[1] ?? '', found[2] ?? '') })}\n`;
  }
  return text;
}
