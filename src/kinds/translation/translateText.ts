/** Translates a text sentence by sentence. */
import { readOptions } from '../../options/read';
import { toUnrollError, UnrollError } from '../../protocol/errors';
import {
  longestTranslation,
  type RefusedSentence,
  type SentenceTranslation,
  type TranslateRequest,
  type TranslateResult,
} from '../../protocol/translation';
import { joinPieces, splitSentences } from '../../text/pairs/sentences';
import { cancellable } from '../../training/pause';
import type { Translator } from './translator';
import { message } from '../../words/message';

/** A sentence far too long stops only itself. @throws UnrollError 'cancelled', or 'bad-options' for a text far too long */
export async function translateText(
  translator: Translator,
  { text, beamSize, lengthPenalty }: TranslateRequest,
  signal: AbortSignal,
): Promise<TranslateResult> {
  const began = performance.now();
  assertTranslatable(text);
  const search = readOptions('search', { beamSize, lengthPenalty });
  const pause = cancellable(signal);
  const pieces = splitSentences(text);
  const sentences: SentenceTranslation[] = [];
  const refused: RefusedSentence[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'sentence') continue;
    const translation = await translator.translate(piece.text, search, pause).catch((thrown: unknown) => {
      const { code, sentence } = toUnrollError(thrown);
      if (code !== 'bad-options') throw thrown;
      refused.push({ source: piece.text, cause: sentence });
    });
    if (!translation) continue;
    sentences.push(translation);
    piece.text = translation.target;
  }
  return { text: joinPieces(pieces), sentences, refused, milliseconds: performance.now() - began };
}

function assertTranslatable(text: string): void {
  if (text.trim() === '') throw new UnrollError('empty-text', message('error.nothingToTranslate'));
  if (text.length > longestTranslation)
    throw new UnrollError(
      'bad-options',
      message('error.textTooLongToTranslate', { characters: text.length, most: longestTranslation }),
    );
}
