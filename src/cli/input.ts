/** What commands read. From standard input: as carefully read as a file, and given up at once when the person ends it. */
import { addAbortSignal } from 'node:stream';
import { UnrollError } from '../protocol/errors';
import type { TextSource } from '../protocol/textSource';
import { message } from '../words/message';
import { say, sentence, type Terminal } from './terminal';

/** The text of a file. @throws UnrollError for what is no text */
export const readSource = async (source: TextSource): Promise<string> =>
  (await import('../training/readSource')).readSource(source);

/** The lines of standard input. On a terminal it is said that they are waited for. @throws UnrollError 'cancelled', and 'binary-file' for what is no text */
export async function linesOfInput(terminal: Terminal, signal: AbortSignal): Promise<string[]> {
  if (process.stdin.isTTY) terminal.remark(say('terminal.readsInput'));
  const { buffer } = await import('node:stream/consumers');
  const bytes = await buffer(addAbortSignal(signal, process.stdin)).catch((thrown: unknown) => {
    throw signal.aborted ? new UnrollError('cancelled', message('error.cancelled')) : thrown;
  });
  const { readBytes } = await import('../training/readFile');
  const { text, notes } = readBytes(bytes, say('terminal.input'));
  for (const note of notes) terminal.remark(sentence(note));
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
