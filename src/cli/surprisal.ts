/** `unroll evaluate --surprisal`: the text as it is read, its surprising words marked. */
import {
  charactersAtOnce,
  charactersBefore,
  levelOf,
  type SurprisalRequest,
  type SurprisalResult,
  type SurprisingWord,
} from '../protocol/surprisal';
import type { TextSource } from '../protocol/textSource';
import { UnrollError } from '../protocol/errors';
import { normaliseNewlines } from '../text/tokens/clean';
import { readSource } from './input';
import { message } from '../words/message';
import type { Terminal } from './terminal';

/** Backgrounds of a terminal: yellow, magenta, red. */
const colours = [43, 45, 41];

/** A model, as far as it is asked here. */
export interface Surprised {
  surprise?: (request: SurprisalRequest, signal: AbortSignal) => Promise<SurprisalResult>;
  manifest: { name: string };
  folder: string;
}

/** @throws UnrollError 'bad-options' for a model that reads both ways */
export async function printSurprisal(
  { surprise, manifest: { name }, folder }: Surprised,
  source: TextSource,
  json: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!surprise) throw new UnrollError('bad-options', message('surprise.readsAhead', { name }));
  const text = normaliseNewlines(await readSource(source));
  for (let at = 0; at < text.length;) {
    const piece = text.slice(at, pieceEnd(text, at));
    const before = text.slice(Math.max(0, at - charactersBefore), at);
    const { words } = await surprise({ modelFolder: folder, before, text: piece }, signal);
    if (json) for (const word of words) terminal.print(JSON.stringify(lineOf(piece, word, at)));
    else paint(piece, words, terminal);
    at += piece.length;
  }
  if (!json && !text.endsWith('\n')) terminal.print('');
}

/** Behind the last line that fits, or the last word of a long line. */
function pieceEnd(text: string, start: number): number {
  const most = start + charactersAtOnce;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most) + 1;
  const blank = text.lastIndexOf(' ', most);
  return line > start ? line : blank > start ? blank : most;
}

const lineOf = (text: string, { from, to, bits, unknown }: SurprisingWord, at: number) => ({
  word: text.slice(from, to),
  at: at + from,
  bits,
  ...(unknown ? { unknown } : {}),
});

/** Without colours a surprising word is followed by its bits. */
function paint(text: string, words: readonly SurprisingWord[], { paint: put, colours: coloured }: Terminal): void {
  let at = 0;
  for (const word of words) {
    const level = levelOf(word);
    if (level === 0) continue;
    put(text.slice(at, word.from));
    const marked = text.slice(word.from, word.to);
    if (coloured) put(marked, colours[level - 1]);
    else put(`${marked}[${Math.round(word.bits)}]`);
    at = word.to;
  }
  put(text.slice(at));
}
