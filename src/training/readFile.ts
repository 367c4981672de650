/** Reads one text, which came with the request or is on the disk, and says what is wrong with it. */
import { readFile, stat } from 'node:fs/promises';
import { UnrollError } from '../protocol/errors';
import type { FilesSource, TextSource } from '../protocol/textSource';
import { composed, decodeBytes, lineOfNul, type DecodingFailure } from '../text/encoding';
import { pathFault } from '../store/diskErrors';
import { assertNotBlank } from '../words/blankText';
import { message } from '../words/message';
import type { Message } from '../protocol/message';

/** A JavaScript string holds about 2^29 UTF-16 units; reading stays well below. */
const largestFile = 400 * 1024 * 1024;

/** One that is no collection. */
export type OneText = Exclude<TextSource, FilesSource>;

export interface ReadText {
  text: string;
  /** How the file was read, where it does not say so itself. */
  notes: Message[];
}

/** @throws UnrollError 'file-not-found', 'file-unreadable', 'binary-file', 'empty-text' */
export async function readOne(source: OneText): Promise<ReadText> {
  const { name } = source;
  const read =
    source.kind === 'text'
      ? { text: checked(source.text, name), notes: [] }
      : readBytes(await readWhole(source.path, name, largestFile), name, source.encoding);
  assertNotBlank(read.text, name);
  return read;
}

/** @param encoding what the person says that it is; undefined: found @throws UnrollError 'binary-file' */
export function readBytes(bytes: Uint8Array, name: string, encoding?: string): ReadText {
  const result = decodeBytes(bytes, encoding);
  if ('failure' in result) throw new UnrollError('binary-file', whyUnread(result.failure, name, encoding ?? 'UTF-8'));
  const { decoded } = result;
  const isNoted = decoded.known === 'inferred' || (decoded.known === 'by mark' && decoded.encoding !== 'utf-8');
  return {
    text: checked(decoded.text, name),
    notes: isNoted ? [message('note.encoding', { name, encoding: decoded.encoding })] : [],
  };
}

/** The text composed, if it is one. */
function checked(text: string, name: string): string {
  const line = lineOfNul(text);
  if (line !== undefined) throw new UnrollError('binary-file', message('error.nulCharacters', { name, line }));
  return composed(text, name);
}

function whyUnread(failure: DecodingFailure, name: string, encoding: string) {
  switch (failure.reason) {
    case 'unknown-name':
      return message('error.unknownEncoding', { encoding });
    case 'does-not-fit':
      return message('error.otherEncoding', { name, encoding, line: failure.line });
    case 'partly-utf-8':
      return message('error.partlyUtf8', { name, line: failure.line });
    case 'undecided': {
      const { line, candidates } = failure;
      return candidates.length === 0
        ? message('error.notUtf8', { name, line })
        : message('error.likelyEncoding', { name, line, candidates: candidates.join(', ') });
    }
  }
}

/**
 * The bytes of a file.
 * @param most bytes that are read
 * @throws UnrollError 'file-not-found', and 'file-unreadable' also for a folder or a device
 */
export async function readWhole(path: string, name: string, most = Infinity): Promise<Uint8Array> {
  try {
    const file = await stat(path);
    if (file.isDirectory()) throw new UnrollError('file-unreadable', message('error.folderForFile', { name }));
    if (file.isCharacterDevice() || file.isBlockDevice())
      throw new UnrollError('file-unreadable', message('error.device', { name }));
    if (file.size > most) throw new UnrollError('file-unreadable', message('error.fileTooLarge', { name, most }));
    return await readFile(path);
  } catch (thrown) {
    if (thrown instanceof UnrollError) throw thrown;
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    const cause = pathFault(thrown, path);
    if (!missing && cause)
      throw new UnrollError('file-unreadable', message('error.notRead', { name, cause }), String(thrown));
    throw missing
      ? new UnrollError('file-not-found', message('error.fileNotFound', { path }))
      : new UnrollError('file-unreadable', message('error.fileUnreadable', { name }), String(thrown));
  }
}
