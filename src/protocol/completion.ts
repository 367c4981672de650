/** Suggestions: what is asked for while a person types, and their figures: a simulated person types a text and accepts every suggestion that is right. */

/** The threshold for showing a suggestion, from lowest to highest. */
export const boldnesses = ['everything', 'talkative', 'balanced', 'shy'] as const;
export type Boldness = (typeof boldnesses)[number];

/** The cost of showing a suggestion, in keys: it is shown only if it is expected to save more. */
export const costOf: Readonly<Record<Boldness, number>> = { everything: 0, talkative: 0.6, balanced: 1.2, shy: 2.2 };

/** A search for suggestions while a person types: the most nodes that it visits, and the most words of a suggestion. */
export const searchLimits = { places: 64, words: 12 };

/** Text that is further back hardly changes the state of a recurrent model. */
export const charactersRead = 2000;
/** The window begins at a multiple of this, so that its start does not move at every key. */
const anchorEvery = 1000;

/**
 * Where the text that the model reads begins, for a cursor at `offset` (both UTF-16 units): the beginning of the document, or a multiple of
 * 1000 that lies 2000 to 2999 before the cursor. A window at a fixed distance from the cursor would move with every key,
 * and the model would have to read all of it again.
 */
export const windowStart = (offset: number): number =>
  Math.max(0, Math.floor((offset - charactersRead) / anchorEvery) * anchorEvery);

/** What suggests: the network alone, the counting voices alone, all voices. */
export const suggesters = ['network', 'counting', 'all'] as const;
export type Suggester = (typeof suggesters)[number];

export interface TypingFigures {
  /** Characters of the text. */
  characters: number;
  /** Keys pressed: one per typed character, one per suggestion accepted as a whole, and one per word of a suggestion accepted word by word. */
  keys: number;
  /** Characters that suggestions completed. */
  completed: number;
  /** Places with a suggestion; a suggestion that stays while its beginning is typed counts once as shown. */
  places: number;
  shown: number;
  taken: number;
}

export interface CompletionFigures {
  suggester: Suggester;
  /** Suggestions of one word, at each boldness. */
  typing: Record<Boldness, TypingFigures>;
  /** Suggestions of several words, balanced: accepted as a whole if all words are right, else word by word. */
  several: TypingFigures;
  /** At the beginnings of words: the number of words, and for how many the likeliest suggestion, or one of the three likeliest, is the word. */
  words: { count: number; first: number; amongThree: number };
}

export const keysSaved = ({ characters, keys }: TypingFigures): number => 1 - keys / characters;
export const shareTaken = ({ shown, taken }: TypingFigures): number => (shown === 0 ? 0 : taken / shown);
export const charactersTaken = ({ completed, taken }: TypingFigures): number => (taken === 0 ? 0 : completed / taken);
