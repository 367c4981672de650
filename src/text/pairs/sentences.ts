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

/** Unicode's sentences, those joined that only seem to end: after an abbreviation, an initial, a number. */
function wholeSentences(line: string, segmenter: Intl.Segmenter): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const end = index + segment.length;
    const point = index + segment.trimEnd().length - 1;
    if (end < line.length && line[point] === '.' && sentenceGoesOn(line, point)) continue;
    sentences.push(line.slice(start, end));
    start = end;
  }
  return sentences;
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
