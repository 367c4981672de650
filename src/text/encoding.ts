/** From the bytes of a file to its text. What is not read as UTF-8 is said, and nothing becomes U+FFFD. */
import { analyse } from 'chardet';
import { olderThan1252 } from './olderEncodings';
import { decodeUtf32, firstOddLineOfUtf32, isUtf32 } from './utf32';

export interface DecodedText {
  text: string;
  /** As the Encoding Standard names it: "utf-8", "utf-16le", "windows-1252". */
  encoding: string;
  /** Whether the file says so itself (a mark, or bytes that are UTF-8), the person did, or it was inferred. */
  known: 'by mark' | 'by its bytes' | 'as asked' | 'inferred';
}

/** Why bytes could not be read. */
export type DecodingFailure =
  | { reason: 'unknown-name' }
  /** `line` is the first with bytes that the encoding does not have; 1 is the first of the file. */
  | { reason: 'does-not-fit'; line: number }
  /** UTF-8 but for some bytes, the first of them in this line. */
  | { reason: 'partly-utf-8'; line: number }
  /** Not UTF-8; `candidates` are encodings that have all its bytes. */
  | { reason: 'undecided'; line: number; candidates: string[] };

export type Decoding = { decoded: DecodedText } | { failure: DecodingFailure };

const marks: readonly (readonly [string, readonly number[]])[] = [
  // Before that of UTF-16, which it begins with.
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Of 100: how sure the library must be. Below this it takes one alphabet for another. */
const leastConfidence = 22;
/** Bytes that are looked at, from the first that is not ASCII on. */
const bytesToLookAt = 1 << 18;

/** @param asked the encoding that the person named */
export function decodeBytes(bytes: Uint8Array, asked?: string): Decoding {
  if (asked !== undefined) return decodeAsked(bytes, asked);
  const mark = marks.find(([, start]) => start.every((byte, place) => bytes[place] === byte));
  if (mark) return attempt(bytes, mark[0], 'by mark');
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return attempt(bytes, wide, 'inferred');
  const plain = decode(bytes, 'utf-8');
  if (plain !== undefined && !plain.includes(japaneseEscape))
    return { decoded: { text: plain, encoding: 'utf-8', known: 'by its bytes' } };
  // Read in another encoding, all that is UTF-8 would be garbled.
  if (plain === undefined && isPartlyUtf8(bytes))
    return { failure: { reason: 'partly-utf-8', line: firstOddLine(bytes, 'utf-8') } };
  return infer(bytes);
}

function decodeAsked(bytes: Uint8Array, asked: string): Decoding {
  const encoding = standardName(asked);
  return encoding === undefined ? { failure: { reason: 'unknown-name' } } : attempt(bytes, encoding, 'as asked');
}

function attempt(bytes: Uint8Array, encoding: string, known: DecodedText['known']): Decoding {
  const text = decode(bytes, encoding);
  if (text !== undefined) return { decoded: { text, encoding, known } };
  return { failure: { reason: 'does-not-fit', line: firstOddLine(bytes, encoding) } };
}

/** Windows-1252 from 0x80 to 0x9F: some versions of Node decode these as Latin-1, which has control characters there. */
const westernMarks = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const western = (control: string): string => westernMarks.charAt(control.charCodeAt(0) - 0x80);

/** Undefined when there are bytes that the encoding does not have. A mark is left out. */
function decode(bytes: Uint8Array, encoding: string): string | undefined {
  if (isUtf32(encoding)) return decodeUtf32(bytes, encoding);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, control => western(control)) : text;
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}

/** Two bytes a character without a mark: every other byte of Western text is 0. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 8192) & ~1;
  if (length < 4 || bytes.length % 2 === 1) return undefined;
  const zeros = [0, 0];
  for (let place = 0; place < length; place++) if (bytes[place] === 0) zeros[place & 1]! += 1;
  const [even, odd] = zeros as [number, number];
  const most = (0.6 * length) / 2;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : undefined;
}

/** ISO-2022-JP is ASCII with escape sequences, and so it is UTF-8 as well. */
const japaneseEscape = '\x1b$B';

/** Characters of UTF-8 for each byte that is none: where there are fewer, they have come about by chance. */
const leastUtf8 = 0.5;

function isPartlyUtf8(bytes: Uint8Array): boolean {
  let [characters, odd] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x80) continue;
    const following = bytesAfter(bytes[at]!);
    let found = 0;
    while (found < following && (bytes[at + 1 + found]! & 0xc0) === 0x80) found++;
    if (following > 0 && found === following) characters++;
    else odd++;
    if (found === following) at += following;
  }
  return characters > 0 && characters >= leastUtf8 * odd;
}

/** How many bytes follow the first of a character in UTF-8; 0 for what begins none. */
function bytesAfter(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}

/** By the frequencies of bytes and of pairs of them in each language. */
function infer(bytes: Uint8Array): Decoding {
  const part = telling(bytes);
  const found = hasControls(bytes) ? [] : analyse(part);
  const fitting: string[] = [];
  for (const { name, confidence } of found) {
    const encoding = standardName(name);
    const text = encoding === undefined ? undefined : decode(bytes, encoding);
    if (encoding === undefined || text === undefined) continue;
    const older = encoding === 'windows-1252' ? olderThan1252(name => decode(part, name) ?? '') : undefined;
    const inOlder = older && decode(bytes, older);
    if (older && inOlder !== undefined) return { decoded: { text: inOlder, encoding: older, known: 'inferred' } };
    if (confidence >= leastConfidence) return { decoded: { text, encoding, known: 'inferred' } };
    if (fitting.push(encoding) === mostCandidates) break;
  }
  return { failure: { reason: 'undecided', line: firstOddLine(bytes, 'utf-8'), candidates: [...new Set(fitting)] } };
}

const mostCandidates = 4;
/** Bytes of a line before the first that is not ASCII. */
const longestBeginning = 200;

/** The part of a file that tells its encoding: what stands before it may be in another language. */
function telling(bytes: Uint8Array): Uint8Array {
  const first = Math.max(
    0,
    bytes.findIndex(byte => byte >= 0x80 || byte === 0x1b),
  );
  const line = bytes.subarray(0, first).lastIndexOf(0x0a) + 1;
  return bytes.subarray(Math.max(line, first - longestBeginning), first + bytesToLookAt);
}

/** As the Encoding Standard has it, and UTF-32, which it does not have; undefined for others. */
function standardName(name: string): string | undefined {
  const utf32 = /^utf-?32-?(le|be)$/i.exec(name)?.[1]?.toLowerCase();
  if (utf32 !== undefined) return `utf-32${utf32}`;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/** Control characters that no text has. */
const hasControls = (bytes: Uint8Array): boolean =>
  bytes.some(byte => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b);

/** The number of the first line that cannot be decoded; found by lines of bytes, so for encodings with ASCII's line ends. */
function firstOddLine(bytes: Uint8Array, encoding: string): number {
  if (isUtf32(encoding)) return firstOddLineOfUtf32(bytes, encoding);
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (decode(bytes.subarray(start, next), encoding) === undefined) return line;
    start = next;
  }
  return 1;
}

/** The number of the first line with a NUL character; undefined when there is none. */
export function lineOfNul(text: string): number | undefined {
  const place = text.indexOf('\0');
  return place < 0 ? undefined : text.slice(0, place).split('\n').length;
}

const proseNames = /(?:^|[/\\])[^.]+$|\.(?:txt|text|md|markdown|rst|adoc|org|tex|srt|vtt|csv|tsv|tab|log)$/i;

/**
 * The same visible text as the same characters (Unicode's NFC), for files that hold what people write. Code stays as it is: there
 * two spellings of a letter may be two names. A mark of UTF-8 that has come into the middle, where files were joined, is no character.
 */
export const composed = (text: string, name: string): string =>
  isProse(name) ? text.replaceAll('\uFEFF', '').normalize('NFC') : text;

export const isProse = (name: string): boolean => proseNames.test(name);
