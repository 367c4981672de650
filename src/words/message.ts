/** Makes a message of the catalogue: a wrong key or argument does not compile. */
import type { Message, MessageArgument } from '../protocol/message';
import type { english } from './english';
import type { ArgumentsOf } from './template';

export type Key = keyof typeof english;

type Given<K extends Key> =
  unknown extends ArgumentsOf<(typeof english)[K]> ? [] : [given: ArgumentsOf<(typeof english)[K]>];

export function message<K extends Key>(key: K, ...given: Given<K>): Message;
export function message(key: Key, given?: Record<string, MessageArgument>): Message {
  return given === undefined ? { key } : { key, arguments: given };
}
