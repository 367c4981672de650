/** Where punctuation stands for itself, and where it belongs to a word: in abbreviations, initials, numbers, times and addresses. */
import { withoutAddresses } from './addresses';

/** Before a name: what follows goes on with the sentence. */
const titles =
  'mr mrs ms dr prof st sr jr rev gen col capt lt sgt hon messrs mme mlle hr fr frl herr ing dipl sra srta dott sig rag mt gov sen rep pres maj cmdr adm insp supt';
const others =
  'vs etc e.g i.e a.m p.m approx dept est fig figs vol pp ed eds cf al inc ltd co corp ave blvd bzw usw z.b d.h u.a ca evtl ggf inkl vgl abs str tel ex p.ex env ph.d m.sc b.sc ll.m ll.b d.phil';
const titleSet = new Set(titles.split(' '));
const abbreviations = new Set([...titles.split(' '), ...others.split(' ')]);
/** Before a number: "No. 5". */
const beforeNumbers = new Set([
  'no',
  'nr',
  'nos',
  'n',
  'p',
  'art',
  'sec',
  'ch',
  'kap',
  'bd',
  'núm',
  'par',
  'vers',
  ...'jan feb mar apr jun jul aug sep sept oct okt nov dec dez'.split(' '),
]);
const months =
  /^(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jahrhundert|century|klasse|stock|geburtstag)/iu;

/** Longer words are no abbreviations. */
const longestWord = 100;
const upTo = (text: string, place: number): string => text.slice(Math.max(0, place - longestWord), place);
const wordBefore = (text: string, place: number): string => /[^\s"“”„«»([{]*$/u.exec(upTo(text, place))?.[0] ?? '';

/** Whether the point at `place` belongs to the word before it and so neither stands apart nor ends a sentence for sure. */
function isPartOfWord(text: string, place: number): boolean {
  const before = wordBefore(text, place);
  const after = text.slice(place + 1, place + 1 + longestWord);
  if (/\d$/u.test(before) && /^\d/u.test(after)) return true;
  // "example.com", "U.S.A": not "Go.Now", where only the blank is missing.
  if (/[\p{L}\p{N}]$/u.test(before) && /^[\p{Ll}\p{N}]/u.test(after)) return true;
  const letters = /^\p{L}+/u.exec(after)?.[0] ?? '';
  if (letters !== '' && abbreviations.has(`${before}.${letters}`.toLowerCase())) return true;
  if (/(?:^|\.)\p{L}$/u.test(before) && /^\p{L}(?:\.|$|\P{L})/u.test(after)) return true;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(before) || abbreviations.has(before.toLowerCase())) return true;
  return goesOn(before, after);
}

/** Whether what stands before a point can only go on after it: titles, initials, ordinals, "No." */
function goesOn(before: string, after: string): boolean {
  const next = /^\s+(\S+)/u.exec(after)?.[1] ?? '';
  if (next === '') return false;
  const word = before.toLowerCase();
  if (titleSet.has(word)) return true;
  if (beforeNumbers.has(word)) return /^\d/u.test(next);
  if (/^\p{L}$/u.test(before)) return word !== 'i' && /^\p{L}/u.test(next);
  return /^\d{1,2}$/u.test(before) && months.test(next);
}

/** Whether a sentence that seems to end with the point at `place` goes on after it. */
export function sentenceGoesOn(text: string, place: number): boolean {
  const before = wordBefore(text, place);
  // "Plan B. We go.": an initial follows a name, another initial, or nothing.
  const previous = /(\S+)\s+\S*$/u.exec(upTo(text, place))?.[1] ?? '';
  if (/^\p{L}$/u.test(before) && /^\p{Ll}/u.test(previous)) return false;
  const dotted = /^(?:e\.g|i\.e|z\.b|d\.h|u\.a|vs|bzw|cf|ca|vgl|approx|fig)$/iu.test(before);
  return dotted || goesOn(before, text.slice(place + 1, place + 1 + longestWord));
}

const ordinarySpace = /[\u00A0\u2009\u202F]/g;
const curlyApostrophe =
  /[\u2018\u2019\u02BC](?=\p{L})|(?<=\p{L})[\u2019\u02BC]|(?<=\p{L})[\u00B4\u0060\u2032\uFF07](?=\p{L})/gu;
const paired = /\s*(["“”„«»‹›()[\]{}¿¡])\s*/gu;

/**
 * No-break and narrow spaces become spaces, curly apostrophes straight ones; a space stands before , . ! ? … and around quotes and
 * brackets, but not where a point or comma belongs to a word or an address. Done twice it is as done once, in capitals or not.
 */
export function setPunctuationApart(sentence: string): string {
  const { text, restore } = withoutAddresses(sentence.replace(ordinarySpace, ' '));
  const plain = setQuotesApart(text).replace(curlyApostrophe, "'").replace(paired, ' $1 ');
  return restore(
    plain
      .replace(/(?<=[^ ])[;:](?= |$)/gu, ' $&')
      .replace(/(?<=[^ ])[,.!?…]/gu, (mark: string, place: number, whole: string) =>
        belongs(mark, place, whole) ? mark : ` ${mark}`,
      ),
  );
}

function belongs(mark: string, place: number, text: string): boolean {
  if (mark === ',') return /\d,\d/u.test(text.slice(place - 1, place + 2));
  return mark === '.' && isPartOfWord(text, place);
}

/** What an apostrophe stands for at the beginning of a word: no quote opens there. */
const elided = /^(?:n|twas|tis|twere|em|cause|cos|til|till|bout|round|neath|ere|\d0s)\b/iu;
/** A quote, apostrophes within its words not ending it. */
const singleQuoted =
  /(?<=^|[\s(["“„«{—])['‘‚](?=\S)((?:[^'‘’‚]|(?<=\p{L})['’](?=\p{L})){1,300})['’‘](?=$|[\s.,;:!?…)\]}"”»—])/gu;

const setQuotesApart = (text: string): string =>
  text.replace(singleQuoted, (found: string, inner: string) => (elided.test(inner) ? found : ` ' ${inner} ' `));

/** The reverse, as far as it is known: marks go back to their words. */
export function closePunctuation(sentence: string): string {
  return ['"', "'"].reduce(
    closeQuotes,
    sentence
      // German opens with the mark that English closes with.
      .replace(/„ ([^„“]*?) “/gu, '„$1“')
      .replace(/ ([,.!?…;:)\]}”])/gu, '$1')
      .replace(/([([{„¿¡]|(?<![^\s([{])“) /gu, '$1'),
  );
}

/** Marks that open and close alike take turns. */
function closeQuotes(sentence: string, mark: string): string {
  let quotes = 0;
  const alone = mark === '"' ? / ?" ?/gu : / ?(?<![^\s([{„“"])'(?=[\s.,!?…;:)\]}”"]|$) ?/gu;
  return sentence.replace(alone, (found: string, place: number, text: string) => {
    const opens = quotes++ % 2 === 0;
    if (opens) return place === 0 || !found.startsWith(' ') ? mark : ` ${mark}`;
    return place + found.length === text.length || !found.endsWith(' ') ? mark : `${mark} `;
  });
}
