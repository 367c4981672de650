/** Where words end in a continuation. */

const inWords = /[\p{L}\p{M}\p{N}_'’]$/u;
/** Scripts that are written without blanks: a word may end after any of their characters. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;
const hasLetter = /[\p{L}\p{N}]/u;

/** Whether the last character belongs to a word. */
export const endsInWord = (text: string): boolean => inWords.test(text);
export const endsUnspaced = (text: string): boolean => unspaced.test(text);
/** Whether a word, or the end of one, is in it. */
export const hasWord = (text: string): boolean => hasLetter.test(text);
