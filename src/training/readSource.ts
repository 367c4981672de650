/** The text of a job, wherever it comes from; whatever is wrong with it is said here, once. */
import { readFile, stat } from 'node:fs/promises';
import { UnrollError } from '../protocol/errors';
import type { TextSource } from '../protocol/textSource';

/** A JavaScript string holds about 2^29 UTF-16 units; reading stays well below. */
const largestFile = 400 * 1024 * 1024;

/** @throws UnrollError 'file-not-found', 'file-unreadable', 'binary-file', 'empty-text' */
export async function readSource(source: TextSource): Promise<string> {
  const text = source.kind === 'text' ? source.text : await readTextFile(source.path, source.name);
  if (looksBinary(text))
    throw new UnrollError('binary-file', `"${source.name}" does not look like text. Open a text file and try again.`);
  if (text.trim() === '')
    throw new UnrollError('empty-text', `"${source.name}" is empty. Open a file with some text in it.`);
  return text;
}

async function readTextFile(path: string, name: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestFile)
      throw new UnrollError(
        'file-unreadable',
        `"${name}" is larger than ${largestFile >> 20} MB. Train on a part of it.`,
      );
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (thrown) {
    if (thrown instanceof UnrollError) throw thrown;
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    throw missing
      ? new UnrollError('file-not-found', `There is no file "${path}". Check the name.`)
      : new UnrollError('file-unreadable', `"${name}" could not be read. Check that you may open it.`, String(thrown));
  }
}

/** The one text of a job that takes one. @throws UnrollError 'bad-options' */
export function onlySource(sources: readonly TextSource[]): TextSource {
  const [source, second] = sources;
  if (source && second === undefined) return source;
  throw new UnrollError('bad-options', `One text is needed here, and ${sources.length} were given.`);
}

/** NUL characters, or more than one in ten that UTF-8 could not read, at the beginning. */
function looksBinary(text: string): boolean {
  const beginning = text.slice(0, 8192);
  const unreadable = beginning.split('\uFFFD').length - 1;
  return beginning.includes('\0') || unreadable * 10 > beginning.length;
}
