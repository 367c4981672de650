/** A saved model ready to translate texts. */
import { readOptions } from '../../options/read';
import { UnrollError } from '../../protocol/errors';
import type { EngineChoice } from '../../protocol/model';
import {
  longestTranslation,
  type SentenceTranslation,
  type TranslateRequest,
  type TranslateResult,
} from '../../protocol/translation';
import type { ModelSummary } from '../../protocol/worker';
import { joinPieces, splitSentences } from '../../text/pairs/sentences';
import { pauser } from '../../training/pause';
import { loadTranslator } from './loadTranslator';

export interface OpenTranslationModel {
  readonly summary: ModelSummary;
  /** @throws UnrollError 'cancelled', or 'bad-options' for a text far too long */
  translate(request: TranslateRequest, signal: AbortSignal): Promise<TranslateResult>;
  dispose(): void;
}

export async function openTranslationModel(folder: string, engine: EngineChoice): Promise<OpenTranslationModel> {
  const { manifest, model, translator } = await loadTranslator(folder, engine);
  return {
    summary: { id: manifest.id, folder, name: manifest.name },
    translate: async ({ text, beamSize, lengthPenalty }, signal) => {
      const search = readOptions('search', { beamSize, lengthPenalty });
      const began = performance.now();
      assertTranslatable(text);
      const pause = cancellable(signal);
      const pieces = splitSentences(text);
      const sentences: SentenceTranslation[] = [];
      for (const piece of pieces) {
        if (piece.kind !== 'sentence') continue;
        const translation = await translator.translate(piece.text, search, pause);
        sentences.push(translation);
        piece.text = translation.target;
      }
      return { text: joinPieces(pieces), sentences, milliseconds: performance.now() - began };
    },
    dispose: () => {
      model.dispose();
    },
  };
}

function assertTranslatable(text: string): void {
  if (text.trim() === '')
    throw new UnrollError('empty-text', 'There is nothing to translate. Select some words and try again.');
  if (text.length > longestTranslation)
    throw new UnrollError(
      'bad-options',
      `A text of ${text.length} characters is far too long to translate at once; ${longestTranslation} are the most. Translate it in parts.`,
    );
}

/** Lets messages in now and then, and ends the work once it is not wanted. */
export function cancellable(signal: AbortSignal): () => Promise<void> {
  const pause = pauser(5);
  return async () => {
    await pause();
    if (signal.aborted) throw new UnrollError('cancelled', 'The translation was cancelled.');
  };
}
