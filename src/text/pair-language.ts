/** How a translation model reads sentences and how its tokens become sentences again. */
import { normaliseSentence, setPunctuationApart } from './pairs';
import { spacedWords, tokenise, tokeniserFor, type Tokeniser } from './tokenise';

export interface PairLanguage {
  tokenisation: 'word' | 'char';
  /** Lower case, punctuation set apart. */
  normalise: boolean;
}

/** Words are what blanks separate; characters are code points. */
export const pairTokeniser = ({ tokenisation }: Pick<PairLanguage, 'tokenisation'>): Tokeniser =>
  tokenisation === 'word' ? spacedWords : tokeniserFor('char', false);

export interface ReadSentence {
  /** As the model reads them. */
  tokens: string[];
  /** The same tokens as the person wrote them. */
  written: string[];
}

export function readSentence(sentence: string, language: PairLanguage): ReadSentence {
  const tokeniser = pairTokeniser(language);
  if (!language.normalise) {
    const tokens = tokenise(sentence.trim(), tokeniser);
    return { tokens, written: tokens };
  }
  const tokens = tokenise(normaliseSentence(sentence).trim(), tokeniser);
  const written = tokenise(setPunctuationApart(sentence).trim(), tokeniser);
  // Lower case may take more characters than upper case does.
  return { tokens, written: written.length === tokens.length ? written : tokens };
}

/**
 * A sentence from a translation's tokens. Where sentences were normalised, , . ! and ? go back to the word before, and the first letter
 * is a capital where that of the source is one; all other capitals are lost, but for words taken over as they were written.
 */
export function writeSentence(tokens: readonly string[], source: string, language: PairLanguage): string {
  const joined = tokens.join(pairTokeniser(language).separator);
  if (!language.normalise) return joined;
  const closed = joined.replace(/ ([,.!?])/g, '$1');
  return beginsWithCapital(source) ? capitalised(closed) : closed;
}

function beginsWithCapital(sentence: string): boolean {
  const first = /\p{L}/u.exec(sentence)?.[0];
  return first !== undefined && first !== first.toLowerCase();
}

const capitalised = (sentence: string): string => sentence.replace(/\p{L}/u, letter => letter.toUpperCase());

/**
 * Words the model could not name (`undefined` in `tokens`) are taken over from the source as they were written: the word that attention
 * looked at most, or, without attention, the next one that the model does not know. Where there is none left, nothing is written.
 * @param attention for each token of the translation the weight of each token of the source
 * @param known for each token of the source
 */
export function passUnknownThrough(
  tokens: readonly (string | undefined)[],
  written: readonly string[],
  known: readonly boolean[],
  attention: readonly (readonly number[])[] | undefined,
): string[] {
  const unknown = written.filter((_, index) => !known[index]);
  const result: string[] = [];
  tokens.forEach((token, index) => {
    const taken = token ?? (attention ? mostLookedAt(written, attention[index]) : unknown.shift());
    if (taken !== undefined) result.push(taken);
  });
  return result;
}

/** `<eos>`, the last place of the weights, is no word. */
function mostLookedAt(written: readonly string[], weights: readonly number[] = []): string | undefined {
  const words = weights.slice(0, written.length);
  return written[words.indexOf(Math.max(...words))];
}
