/** Names of the separators of a table's columns. */
import type { Message } from '../protocol/message';
import { message, type Key } from './message';

const names: ReadonlyMap<string, Key & `separator.${string}`> = new Map([
  ['\t', 'separator.tabs'],
  [';', 'separator.semicolons'],
  [',', 'separator.commas'],
]);

export function separatorMessage(separator: string): Message {
  const name = names.get(separator);
  return name === undefined ? message('separator.other', { separator }) : message(name);
}
