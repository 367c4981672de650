/** What can be followed in a text: one number a token of where the text stands after it. */

export type FeatureValues = Record<keyof typeof readers, Float32Array>;

/** What has been read so far. */
interface Place {
  last: string;
  quoted: boolean;
  depth: number;
  sinceLine: number;
  indentation: number;
  sinceWord: number;
  sinceSentence: number;
}

const letter = /[\p{L}\p{N}_]/u;
const opening = '([{<（「『【《';
const closing = ')]}>）」』】》';
const openingQuotes = '“«„‹‘';
const closingQuotes = '”»›';

const readers = {
  /** 1 between quotation marks. */
  quotes: place => Number(place.quoted),
  /** How deep in brackets. */
  brackets: place => place.depth,
  /** Characters since the line began. */
  linePlace: place => place.sinceLine,
  /** Blanks that the line began with. */
  indentation: place => place.indentation,
  /** Letters of the word so far. */
  wordPlace: place => place.sinceWord,
  /** 1 where the last letter of a word has been read: what comes next tells, so it is set below. */
  wordEnd: () => 0,
  /** 1 after a blank or a line's end. */
  blank: place => Number(/^\s$/.test(place.last)),
  /** Characters since the last sentence ended. */
  sentencePlace: place => place.sinceSentence,
  /** 1 after an upper-case letter. */
  capital: place => Number(/^\p{Lu}$/u.test(place.last)),
  /** 1 after a digit. */
  digit: place => Number(/^\p{Nd}$/u.test(place.last)),
} satisfies Record<string, (place: Place) => number>;

/** Each feature after each token; what the first tokens stand in is not known and taken to be nothing. */
export function followFeatures(tokens: readonly string[]): FeatureValues {
  const place: Place = {
    last: '\n',
    quoted: false,
    depth: 0,
    sinceLine: 0,
    indentation: 0,
    sinceWord: 0,
    sinceSentence: 0,
  };
  const names = Object.keys(readers) as (keyof typeof readers)[];
  const values = Object.fromEntries(names.map(name => [name, new Float32Array(tokens.length)])) as FeatureValues;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1] ?? '';
    const characters = Array.from(token);
    characters.forEach((character, at) => read(place, character, characters[at + 1] ?? next));
    for (const name of names) values[name][index] = readers[name](place);
    values.wordEnd[index] = Number(letter.test(place.last) && next !== '' && !startsWithLetter(next));
  });
  return values;
}

const startsWithLetter = (text: string): boolean => letter.test(Array.from(text)[0] ?? '');

function read(place: Place, character: string, next: string): void {
  const isLineEnd = character === '\n';
  const atStart = place.sinceLine === place.indentation;
  // A paragraph that does not close what it opened has forgotten it.
  if (isLineEnd && place.last === '\n') Object.assign(place, { quoted: false, depth: 0 });
  if (character === '"') place.quoted = !place.quoted;
  else if (openingQuotes.includes(character)) place.quoted = true;
  else if (closingQuotes.includes(character) || (character === '’' && !startsWithLetter(next))) place.quoted = false;
  if (opening.includes(character)) place.depth++;
  else if (closing.includes(character)) place.depth = Math.max(0, place.depth - 1);
  place.sinceLine = isLineEnd ? 0 : place.sinceLine + 1;
  if (isLineEnd) place.indentation = 0;
  else if (atStart && (character === ' ' || character === '\t')) place.indentation++;
  place.sinceWord = letter.test(character) ? place.sinceWord + 1 : 0;
  place.sinceSentence = /[.!?。！？]/.test(character) ? 0 : place.sinceSentence + 1;
  place.last = character;
}
