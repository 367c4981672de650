/** What is measured of suggestions: a person types a text and takes every suggestion that is right. */

/** How sure a suggestion has to be before it is shown. */
export const boldnesses = ['everything', 'talkative', 'balanced', 'shy'] as const;
export type Boldness = (typeof boldnesses)[number];

/** Keys that a suggestion costs that is shown: what it may save has to be worth them. */
export const costOf: Readonly<Record<Boldness, number>> = { everything: 0, talkative: 0.6, balanced: 1.2, shy: 2.2 };

/** Who suggests: the network alone, counting alone, all voices. */
export const suggesters = ['network', 'counting', 'all'] as const;
export type Suggester = (typeof suggesters)[number];

export interface TypingFigures {
  /** Of the text. */
  characters: number;
  /** Keys that were pressed: one a character, one for each suggestion that was taken whole, and one for each word of another. */
  keys: number;
  /** Characters that were not typed. */
  completed: number;
  /** Places at which something was suggested; one that stays while its beginning is typed is shown once. */
  places: number;
  shown: number;
  taken: number;
}

export interface CompletionFigures {
  suggester: Suggester;
  /** One word at a time, at each boldness. */
  typing: Record<Boldness, TypingFigures>;
  /** Several words at a time, balanced: taken whole where all are right, else word by word. */
  several: TypingFigures;
  /** Where a word begins: how many words, and of how many the likeliest suggestion, or one of the three likeliest, is the word. */
  words: { count: number; first: number; amongThree: number };
}

export const keysSaved = ({ characters, keys }: TypingFigures): number => 1 - keys / characters;
export const shareTaken = ({ shown, taken }: TypingFigures): number => (shown === 0 ? 0 : taken / shown);
export const charactersTaken = ({ completed, taken }: TypingFigures): number => (taken === 0 ? 0 : completed / taken);
