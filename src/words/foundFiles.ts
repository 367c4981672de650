/** Sentences on files that a search left out. */
import { UnrollError } from '../protocol/errors';
import { textMessage, type Message } from '../protocol/message';
import type { FoundFiles } from '../protocol/textSource';
import { message } from './message';

/** The number of folders that are named. */
const named = 5;

export const leftOutOf = ({ tooLarge, tooMany, unreadable }: FoundFiles): Message[] => [
  ...(tooLarge > 0 || tooMany > 0 ? [message('files.leftOut', { tooLarge, tooMany })] : []),
  ...(unreadable.length > 0
    ? [
        message('files.unreadable', {
          count: unreadable.length,
          names: unreadable.slice(0, named).map(name => textMessage(name)),
        }),
      ]
    : []),
];

/** @param leftOut as of `leftOutOf` */
export const noFiles = (name: string, leftOut: readonly Message[]): UnrollError =>
  new UnrollError('file-not-found', message('sentences', { sentences: [message('files.none', { name }), ...leftOut] }));
