/** A text as the models read it: a vocabulary and one index a token. */
import { runAtOnce, type Pausable } from '../pausable';
import { BytePairTokeniser, learnBytePairs } from './bytePair';
import { normaliseNewlines } from './clean';
import { IntegerList } from './integerList';
import { tokeniserFor, type Tokeniser } from './tokenise';
import { Vocabulary } from './vocabulary';

/** The same fields as the text options of the protocol. */
export interface TextOptions {
  tokenisation: 'char' | 'word' | 'bpe';
  /** The notes' clean-up of lines. */
  clean: boolean;
  minFrequency: number;
  bytePairVocabularySize: number;
  /** Only the first so many tokens are kept in `ids`; 0 means all. */
  maxTokens: number;
  /** The vocabulary is that of the whole text, or of the tokens kept alone. */
  vocabularyFrom?: 'text' | 'read';
}

export type Merges = readonly (readonly [string, string])[];

export interface Corpus {
  tokeniser: Tokeniser;
  vocabulary: Vocabulary;
  /** [tokens, or maxTokens] */
  ids: Int32Array;
  /** Tokens of the whole text. */
  tokens: number;
  /** Code points of the whole text after the clean-up, if any. */
  characters: number;
  /** How often the commonest token occurs. */
  highestFrequency: number;
  /** Tokens of the text before `boundary`; of all where there is none. */
  tokensBefore: number;
  /** Tokens of the whole text that the vocabulary does not know; they are 0 in `ids`. */
  unknown: { tokens: number; types: number };
  /** Learned byte-pair merges, in order; only for 'bpe'. */
  merges?: [string, string][];
}

/** The tokeniser of a saved model; for 'bpe' with the merges learned then. */
export function restoreTokeniser(options: Pick<TextOptions, 'tokenisation' | 'clean'>, merges: Merges = []): Tokeniser {
  if (options.tokenisation !== 'bpe') return tokeniserFor(options.tokenisation, options.clean);
  return new BytePairTokeniser(merges, options.clean);
}

/** Code points of a string. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const low = text.charCodeAt(i);
    if (low < 0xdc00 || low > 0xdfff) continue;
    const high = text.charCodeAt(i - 1);
    if (high >= 0xd800 && high <= 0xdbff) count--;
  }
  return count;
}

/** Reads a text: tokenises it, builds its vocabulary, encodes it. One pass over the tokens. */
export const encodeText = (text: string, options: TextOptions): Corpus => runAtOnce(encoding(text, options));

/** Tokens that a model knows already. */
export interface KnownTokens {
  vocabulary: Vocabulary;
  merges?: Merges | undefined;
}

/**
 * As `encodeText`, in steps: a long text can be read with pauses.
 * @param known the vocabulary to read the text with, in place of its own
 * @param boundary a place in the text, whose line ends are of one kind then: no token goes across
 */
export function* encoding(
  text: string,
  options: TextOptions,
  known?: KnownTokens,
  boundary = text.length,
): Pausable<Corpus> {
  const plain = normaliseNewlines(text);
  const learned =
    options.tokenisation === 'bpe' && !known
      ? yield* learnBytePairs(plain, options.bytePairVocabularySize, options.clean)
      : undefined;
  const tokeniser = learned ?? restoreTokeniser(options, known?.merges);

  // Tokens get provisional numbers as they are first seen; the vocabulary's order is known only at the end.
  const provisional = new Map<string, number>();
  const counts = new IntegerList();
  const ids = new IntegerList(Math.min(plain.length, options.maxTokens || plain.length));
  let tokens = 0;
  /** Of the tokens that are kept. */
  let kindsKept = 0;
  const take = (token: string): void => {
    let id = provisional.get(token);
    if (id === undefined) {
      id = provisional.size;
      provisional.set(token, id);
      counts.push(0);
    }
    counts.increase(id, 1);
    if (options.maxTokens === 0 || tokens < options.maxTokens) {
      ids.push(id);
      kindsKept = provisional.size;
    }
    tokens++;
  };
  yield* tokeniser.read(plain.slice(0, boundary), take);
  const tokensBefore = tokens;
  if (boundary < plain.length) yield* tokeniser.read(plain.slice(boundary), take);

  const frequencies = counts.view();
  const kinds = Array.from(provisional.keys()).slice(0, options.vocabularyFrom === 'read' ? kindsKept : undefined);
  const vocabulary =
    known?.vocabulary ??
    Vocabulary.fromCounts(new Map(kinds.map((token, id) => [token, frequencies[id]!])), {
      minFrequency: options.minFrequency,
      keep: tokeniser.inventory ?? [],
    });
  const indexOf = Int32Array.from(provisional.keys(), token => vocabulary.index(token));
  const encoded = ids.view();
  for (let i = 0; i < encoded.length; i++) encoded[i] = indexOf[encoded[i]!]!;

  let characters = Math.max(0, tokens - 1) * tokeniser.separator.length;
  const unknown = { tokens: 0, types: 0 };
  for (const [token, id] of provisional) {
    characters += countCodePoints(token) * frequencies[id]!;
    if (indexOf[id] !== 0) continue;
    unknown.tokens += frequencies[id]!;
    unknown.types++;
  }
  const highestFrequency = frequencies.reduce((most, frequency) => Math.max(most, frequency), 0);
  const corpus = { tokeniser, vocabulary, ids: encoded, tokens, characters, highestFrequency, tokensBefore, unknown };
  const merges = learned?.merges ?? known?.merges;
  return merges === undefined ? corpus : { ...corpus, merges: merges.map(([left, right]) => [left, right]) };
}

export interface EncodedText {
  ids: Int32Array;
  /** Code points of the text after the clean-up, if any. */
  characters: number;
  /** The different tokens that the vocabulary does not know, in the order first seen; they are 0 in `ids`. */
  unknown: string[];
  /** Code points of all tokens that the vocabulary does not know. */
  unknownCharacters: number;
}

/** Reads a further text (a prefix, a held-out file) with the vocabulary of an earlier one. */
export const encodeWith = (vocabulary: Vocabulary, tokeniser: Tokeniser, text: string): EncodedText =>
  runAtOnce(encodingWith(vocabulary, tokeniser, text));

/** As `encodeWith`, in steps. */
export function* encodingWith(vocabulary: Vocabulary, tokeniser: Tokeniser, text: string): Pausable<EncodedText> {
  const ids = new IntegerList();
  const unknown = new Set<string>();
  let characters = 0;
  let unknownCharacters = 0;
  yield* tokeniser.read(normaliseNewlines(text), token => {
    const id = vocabulary.index(token);
    const length = countCodePoints(token);
    if (id === 0) {
      unknown.add(token);
      unknownCharacters += length;
    }
    ids.push(id);
    characters += length;
  });
  characters += Math.max(0, ids.length - 1) * tokeniser.separator.length;
  return { ids: ids.view(), characters, unknown: [...unknown], unknownCharacters };
}
