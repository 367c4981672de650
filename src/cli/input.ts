/** What commands read. From standard input: as carefully read as a file, and given up at once when the person ends it. */
import { addAbortSignal } from 'node:stream';
import { basename, resolve } from 'node:path';
import { UnrollError } from '../protocol/errors';
import type { TextSource } from '../protocol/textSource';
import { message } from '../words/message';
import { say, sentence, type Terminal } from './terminal';

/** What stands for standard input where a file is named. */
export const inputSign = '-';

/** Whether the texts of a command line are those of standard input: none, or the sign for it. */
export const isInput = (given: readonly string[]): boolean =>
  given.length === 0 || (given.length === 1 && given[0] === inputSign);

type Remarks = Pick<Terminal, 'remark'>;

/** The text of a file. @throws UnrollError for what is no text */
export const readSource = async (source: TextSource): Promise<string> =>
  (await import('../training/readSource')).readSource(source);

/**
 * The text that a file's name stands for. Standard input can be read once only, so it is read here.
 * @param encoding what the person says that it is; undefined: found
 * @throws UnrollError 'binary-file' for standard input that is no text
 */
export async function sourceOf(file: string, terminal: Remarks, encoding?: string): Promise<TextSource> {
  if (file === inputSign) {
    const text = await textOfInput(terminal, { encoding });
    return { kind: 'text', name: say('terminal.input'), text };
  }
  const chosen = encoding === undefined ? {} : { encoding };
  return { kind: 'file', name: basename(file), path: resolve(file), ...chosen };
}

/** The lines of standard input. @throws UnrollError 'cancelled', and 'binary-file' for what is no text */
export async function linesOfInput(terminal: Remarks, signal: AbortSignal): Promise<string[]> {
  const text = await textOfInput(terminal, { signal });
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

async function textOfInput(
  terminal: Remarks,
  { encoding, signal }: { encoding?: string | undefined; signal?: AbortSignal },
): Promise<string> {
  const bytes = await bytesOfInput(terminal, signal);
  const { readBytes } = await import('../training/readFile');
  const { text, notes } = readBytes(bytes, say('terminal.input'), encoding);
  for (const note of notes) terminal.remark(sentence(note));
  return text;
}

/** On a terminal it is said that they are waited for. @throws UnrollError 'cancelled' */
export async function bytesOfInput({ remark }: Remarks, signal?: AbortSignal): Promise<Uint8Array> {
  if (process.stdin.isTTY) remark(say('terminal.readsInput'));
  const { buffer } = await import('node:stream/consumers');
  const input = signal ? addAbortSignal(signal, process.stdin) : process.stdin;
  return buffer(input).catch((thrown: unknown) => {
    throw signal?.aborted ? new UnrollError('cancelled', message('error.cancelled')) : thrown;
  });
}
