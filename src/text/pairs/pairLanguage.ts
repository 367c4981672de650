/** How a translation model reads sentences and how its tokens become sentences again. */
import { normaliseSentence } from './pairs';
import { closePunctuation, setPunctuationApart } from './punctuation';
import { tokenise, tokeniserFor, type Tokeniser } from '../tokens/tokenise';
import { spaceless, spacelessWords, startsSpaceless } from '../tokens/words';

export interface PairLanguage {
  tokenisation: 'word' | 'char';
  /** Lower case, punctuation set apart. */
  normalise: boolean;
}

/** Marks of scripts without blanks; each stands alone. */
const marks = '\u3001-\u3003\u3008-\u3011\u3014-\u301F\uFF01\uFF08\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\u2026';
const piece = new RegExp(`[${spaceless}][${spaceless}\\p{M}]*|[${marks}]|[^${spaceless}${marks}]+`, 'gu');
const needlessBlank = new RegExp(`(?<=[${spaceless}${marks}]) (?=[${spaceless}${marks}])| (?=[${marks}])`, 'gu');

/** Tokens with a meaning of their own: where a text has such a word, it is marked as one, and so is a marked one. */
const reserved = /^\\*<(?:unk|pad|bos|eos)>$/;
const asWord = (word: string): string => (reserved.test(word) ? `\\${word}` : word);
const fromWord = (token: string): string => (token.startsWith('\\') && reserved.test(token) ? token.slice(1) : token);

/** Words are what blanks separate, and what a dictionary finds where a script has no blanks. */
const sentenceWords: Tokeniser = {
  *read(text, visit) {
    for (const word of text.split(/\s+/)) {
      if (reserved.test(word)) visit(asWord(word));
      else
        for (const [part] of word.matchAll(piece))
          for (const token of startsSpaceless.test(part) ? spacelessWords(part) : [part]) visit(token);
    }
    yield;
  },
  separator: ' ',
};

/** Characters are code points. */
export const pairTokeniser = ({ tokenisation }: Pick<PairLanguage, 'tokenisation'>): Tokeniser =>
  tokenisation === 'word' ? sentenceWords : tokeniserFor('char', false);

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
    return { tokens, written: tokens.map(fromWord) };
  }
  const tokens = tokenise(normaliseSentence(sentence).trim(), tokeniser);
  const written = tokenise(setPunctuationApart(sentence).trim(), tokeniser);
  // Lower case may take more characters than upper case does.
  return { tokens, written: (written.length === tokens.length ? written : tokens).map(fromWord) };
}

/**
 * A sentence from a translation's tokens. Where sentences were normalised, punctuation goes back to its words, and the first letter
 * is a capital where that of the source is one; all other capitals are lost, but for words taken over as they were written.
 */
export function writeSentence(tokens: readonly string[], source: string, language: PairLanguage): string {
  const joined = tokens.map(fromWord).join(pairTokeniser(language).separator);
  const close = language.tokenisation === 'word' ? joined.replace(needlessBlank, '') : joined;
  if (!language.normalise) return close;
  const closed = closePunctuation(close);
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
