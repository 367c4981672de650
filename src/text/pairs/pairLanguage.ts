/** How a translation model reads sentences and how its tokens become sentences again. */
import { normaliseSentence, setPunctuationApart } from './pairs';
import { detokenise, spacedWords, tokenise, tokeniserFor, type Tokeniser } from '../tokens/tokenise';

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
  const joined = detokenise(tokens, pairTokeniser(language));
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
 * Words the model could not name (`undefined` in `tokens`) are taken over from the source as they were written: of those that the model
 * does not know, the one that attention looks at most, or, without attention, the first; where none is left, the known one that attention
 * looks at most. Unknown words that remain are put where attention looks at them most, or else as far into the sentence as in the source.
 * @param attention for each token of the translation the weight of each token of the source
 * @param known for each token of the source
 */
export function passUnknownThrough(
  tokens: readonly (string | undefined)[],
  written: readonly string[],
  known: readonly boolean[],
  attention: readonly (readonly number[])[] | undefined,
): string[] {
  const places = [...written.keys()];
  const left = places.filter(place => !known[place]);
  const taken = tokens.map((token, index) => {
    if (token !== undefined) return [token];
    const weights = attention?.[index];
    const candidates = left.length > 0 || !weights ? left : places;
    const place = weights ? greatest(candidates, candidate => weights[candidate]) : left[0];
    if (place === undefined) return [];
    if (left.includes(place)) left.splice(left.indexOf(place), 1);
    return [written[place]!];
  });
  for (const place of left.reverse()) {
    const inProportion = Math.floor((place / written.length) * taken.length);
    const at = attention ? greatest([...taken.keys()], index => attention[index]?.[place]) : inProportion;
    const neighbours = taken[at ?? 0];
    if (neighbours) neighbours.unshift(written[place]!);
    else taken.push([written[place]!]);
  }
  return taken.flat();
}

/** The first of those with the greatest value; what has no value comes last. */
function greatest(items: readonly number[], valueOf: (item: number) => number | undefined): number | undefined {
  const values = items.map(item => valueOf(item) ?? -Infinity);
  return items[values.indexOf(Math.max(...values))];
}
