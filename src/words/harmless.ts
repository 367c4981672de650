/**
 * The only place where foreign text (names, tokens, passages, errors) is made harmless. What text can trigger depends on where a sentence
 * is shown: VS Code turns "[text](command:…)" in a notification into a link and "$(name)" in a label into an icon, Markdown does
 * both, and a terminal executes escape sequences.
 */
export type Medium = 'notification' | 'markdown' | 'label' | 'terminal' | 'plain';

/** Where all is plain the pattern below, with its classes of Unicode, is not compiled: that takes about half a millisecond of each start. */
const plain = /^[\n\t -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u3000-\u3163\u3165-\ud7ff\uff00-\uff9f]*$/;

/** C0 without newline and tab, DEL, C1, line separators, marks that change the writing direction, invisible characters, lone surrogates. */
const unseen = (): RegExp =>
  // eslint-disable-next-line no-control-regex -- the pattern searches for control characters
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Surrogate}]|(?<![\p{M}\p{Extended_Pictographic}\ufe0f]|(?=[^\u0000-\u024f])\p{L})[\u200c\u200d]|[\u200c\u200d](?![\p{Extended_Pictographic}]|(?=[^\u0000-\u024f])[\p{L}\p{M}])/gu;

/** Writes invisible characters out: ESC -> ␛, U+202E -> \u{202e}. Joiners between letters that need them are kept. */
export const visible = (text: string): string => (plain.test(text) ? text : text.replace(unseen(), writtenOut));

function writtenOut(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : `\\u{${code.toString(16)}}`;
}

const breakLinks = (text: string): string => text.replaceAll('](', '] (');
const breakIcons = (text: string): string => text.replaceAll('$(', '$ (');
/** Markdown allows escaping every ASCII punctuation character; an escaped one neither begins markup nor lets a URL become a link. */
const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const guards: Readonly<Record<Medium, (text: string) => string>> = {
  // The title of a progress message is also shown in the status bar, as a label.
  notification: text => breakIcons(breakLinks(text)),
  markdown: escapeMarkdown,
  label: breakIcons,
  terminal: text => text,
  plain: text => text,
};

/** @param text a whole sentence: parts that are harmless alone may form markup together */
export const harmless = (text: string, medium: Medium): string => guards[medium](visible(text));

/** On one line. */
const singleLine = (text: string): string =>
  text.replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' ').replaceAll('\t', ' ');

function cut(text: string, most: number): string {
  // A character has at most two UTF-16 units.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

export const nameOf = (text: string): string => cut(singleLine(text.slice(0, 1000)), 60);
export const passageOf = (text: string): string => cut(singleLine(text.slice(0, 2000)), 500);
