/** Translates the selections of an editor in the background, with progress and cancel. */
import type * as vscode from 'vscode';
import { defaultSearchOptions } from '../../options/translation';
import { UnrollError } from '../../protocol/errors';
import { longestTranslation, type RefusedSentence, type SentenceTranslation } from '../../protocol/translation';
import { withLateProgress } from '../lateProgress';
import type { UsableModel } from '../models/active';
import type { Inference } from '../process/inference';
import { readSetting } from '../settings';
import type { TranslatedSelection } from './edits';
import { partsOf } from './parts';
import { message } from '../words';

const { lengthPenalty } = defaultSearchOptions;

export interface Translations {
  translated: TranslatedSelection[];
  sentences: SentenceTranslation[];
  /** Sentences that could not be translated; the translations contain them unchanged. */
  refused: RefusedSentence[];
}

/**
 * @throws UnrollError 'bad-options' if the text is too long or none of its sentences can be translated; 'cancelled'; and as `Inference.request`
 * does
 */
export async function translateSelections(
  inference: Inference,
  { folder, manifest }: UsableModel,
  { document }: vscode.TextEditor,
  selections: readonly vscode.Selection[],
): Promise<Translations> {
  const texts = selections.map(selection => document.getText(selection));
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  assertTranslatable(characters);
  const beamSize = readSetting('translation.beamSize', document.uri);
  return withLateProgress(message('translation.translating', { name: manifest.name }), async ({ token, advance }) => {
    const sentences: SentenceTranslation[] = [];
    const refused: RefusedSentence[] = [];
    const translate = async (text: string): Promise<string> => {
      // White space is kept as it is, because the worker refuses a text without sentences.
      if (text.trim() === '') return text;
      const result = await inference.request(
        'translate',
        { modelFolder: folder, text, beamSize, lengthPenalty },
        token,
      );
      sentences.push(...result.sentences);
      refused.push(...result.refused);
      advance(text.length / characters);
      return result.text;
    };
    const translated: TranslatedSelection[] = [];
    for (const [index, text] of texts.entries()) {
      let translation = '';
      for (const part of partsOf(text)) translation += await translate(part);
      translated.push({ selection: selections[index]!, text: translation });
    }
    if (refused[0] && sentences.length === 0) throw new UnrollError('bad-options', refused[0].cause);
    return { translated, sentences, refused };
  });
}

function assertTranslatable(characters: number): void {
  if (characters <= longestTranslation) return;
  throw new UnrollError('bad-options', message('error.selectionTooLong', { characters, most: longestTranslation }));
}
