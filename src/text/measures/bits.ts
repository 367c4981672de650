/** Figures that compare models of different tokens. */
import { countCodePoints } from '../tokens/corpus';
import type { Tokeniser } from '../tokens/tokenise';
import type { Vocabulary } from '../tokens/vocabulary';

/**
 * The number of code points of the tokens of `ids`, separators included. Unknown tokens count as one character: bits per character are
 * never understated.
 */
export function countCharacters(ids: ArrayLike<number>, vocabulary: Vocabulary, tokeniser: Tokeniser): number {
  const lengths = Int32Array.from(vocabulary.list, (token, index) => (index === 0 ? 1 : countCodePoints(token)));
  let characters = Math.max(0, ids.length - 1) * tokeniser.separator.length;
  for (let i = 0; i < ids.length; i++) characters += lengths[ids[i]!]!;
  return characters;
}

/** Bits per character from a mean loss in nats per token over so many tokens and characters. */
export function bitsPerCharacter(natsPerToken: number, tokens: number, characters: number): number {
  return characters === 0 ? 0 : (natsPerToken * tokens) / (characters * Math.LN2);
}

/**
 * What the letters of unknown tokens add to the bits per character of a text: <unk> says only that there is such a token, so its
 * letters are charged as a uniform choice among the code points of the vocabulary. Without it, a text of unknown names would seem easy.
 */
export function bitsOfUnknown(unknownCharacters: number, characters: number, vocabulary: Vocabulary): number {
  if (unknownCharacters === 0) return 0;
  const alphabet = new Set(vocabulary.list.slice(1).flatMap(token => Array.from(token)));
  return (unknownCharacters * Math.log2(Math.max(2, alphabet.size))) / characters;
}
