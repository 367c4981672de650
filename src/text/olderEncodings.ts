/**
 * Encodings of the time before Windows that the library takes for Windows-1252: Russian of DOS (IBM 866) and Western texts of the classic Mac.
 * Each is believed only where nearly all of its characters are what such texts consist of; those of other encodings are not, read so.
 */

/** Share of the characters beyond ASCII that have to be what is expected. */
const nearlyAll = 0.95;
const beyondAscii = /[^\0-\x7f]/g;

/** @param decode its text in an encoding */
export function olderThan1252(decode: (encoding: string) => string): 'ibm866' | 'macintosh' | undefined {
  if (isRussian(decode('ibm866'))) return 'ibm866';
  const western = (encoding: string): number => shareOf(decode(encoding), /[àâäåæçèéêëîïìíñòóôöøùûüúáßœ‘’‚“”„«»–—…]/g);
  return western('macintosh') >= nearlyAll && western('windows-1252') < 0.5 ? 'macintosh' : undefined;
}

function shareOf(text: string, expected: RegExp): number {
  const others = text.match(beyondAscii)?.length ?? 0;
  return others === 0 ? 0 : (text.match(expected)?.length ?? 0) / others;
}

/** The ten letters that are three fifths of Russian; of a Western text read so they are chance. */
const leastFrequent = 0.45;

/** In words, of small letters mostly: a Western text has one such letter here and there. */
function isRussian(text: string): boolean {
  const inWords = text.match(/[А-яЁё]{3,}/g)?.join('').length ?? 0;
  const letters = text.match(/[А-яЁё]/g)?.length ?? 0;
  return (
    shareOf(text, /[А-яЁё]/g) >= nearlyAll &&
    inWords >= 0.7 * letters &&
    (text.match(/[оеаинтсрвл]/g)?.length ?? 0) >= leastFrequent * letters
  );
}
