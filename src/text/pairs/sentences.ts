/** A document as sentences and what stands between them, so that each can be replaced and the rest kept. */
import { sentenceGoesOn } from './punctuation';

export interface DocumentPiece {
  /** A sentence, or the blanks and line ends between two. */
  kind: 'sentence' | 'gap';
  text: string;
}

/** A line longer than this (UTF-16 units) is one sentence: nothing made for people to read. */
const longestLine = 100_000;

/** Pieces whose texts, joined, are the document. No sentence crosses a line end; none is blank. */
export function splitSentences(document: string, locale = 'en'): DocumentPiece[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  const pieces: DocumentPiece[] = [];
  for (const line of document.split(/(\r\n|\r|\n)/)) {
    const sentences = line.length > longestLine ? [line] : wholeSentences(line, segmenter);
    for (const sentence of sentences) addTrimmed(pieces, sentence);
  }
  return pieces;
}

/** "1." and "a)" before what they number. */
const numbering = /^\s*\(?(?:\d{1,3}|\p{Ll})[.)]\s*$/u;
const spoken = /[.!?…]["'”’»)\]]+$/u;
const openers = /[([{“‘„«「『（《〈【]+\s*$/u;

/** Unicode's sentences, those joined that only seem to end: after an abbreviation, an initial, a number, within an address. */
function wholeSentences(line: string, segmenter: Intl.Segmenter): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const end = index + segment.length;
    if (end < line.length && goesOn(line, segment, index, index === start)) continue;
    // What opens a quote or a bracket belongs to what follows.
    const stop = end < line.length ? end - (openers.exec(segment)?.[0].length ?? 0) : end;
    if (stop <= start) continue;
    sentences.push(line.slice(start, stop));
    start = stop;
  }
  return sentences;
}

function goesOn(line: string, segment: string, index: number, isFirst: boolean): boolean {
  const trimmed = segment.trimEnd();
  const end = index + segment.length;
  if (isFirst && numbering.test(segment)) return true;
  // “Stop!” she said.
  if (spoken.test(trimmed) && /^\p{Ll}/u.test(line.slice(end, end + 2))) return true;
  // Without a blank after it nothing ends in scripts that have blanks.
  if (trimmed.length === segment.length && /[.!?]$/.test(trimmed) && /[\p{L}\p{N}]/u.test(line[end]!)) return true;
  const point = index + trimmed.length - 1;
  return line[point] === '.' && sentenceGoesOn(line, point);
}

function addTrimmed(pieces: DocumentPiece[], text: string): void {
  const withoutStart = text.trimStart();
  const sentence = withoutStart.trimEnd();
  addGap(pieces, text.slice(0, text.length - withoutStart.length));
  if (sentence === '') return;
  pieces.push({ kind: 'sentence', text: sentence });
  addGap(pieces, withoutStart.slice(sentence.length));
}

/** Neighbouring gaps are one. */
function addGap(pieces: DocumentPiece[], text: string): void {
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.kind === 'gap') last.text += text;
  else pieces.push({ kind: 'gap', text });
}

export function joinPieces(pieces: readonly DocumentPiece[]): string {
  return pieces.map(piece => piece.text).join('');
}
