/**
 * The one place where foreign text (names, tokens, passages, errors) is made harmless. What may act differs by where a sentence
 * is shown: VS Code turns "[text](command:…)" of a notification into a link and "$(name)" of a label into an icon, Markdown has
 * both, and a terminal obeys escape sequences.
 */
export type Medium = 'notification' | 'markdown' | 'label' | 'terminal' | 'plain';

/** C0 without newline and tab, DEL, C1, line separators, marks that turn the direction of writing, invisible characters, lone surrogates. */
const unseen =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}\p{Surrogate}]|(?<![\p{M}\p{Extended_Pictographic}\ufe0f]|(?=[^\u0000-\u024f])\p{L})[\u200c\u200d]|[\u200c\u200d](?![\p{Extended_Pictographic}]|(?=[^\u0000-\u024f])[\p{L}\p{M}])/gu;

/** ESC -> ␛, U+202E -> \u{202e}: what cannot be seen is written out. Joiners between letters that need them stay. */
export const visible = (text: string): string =>
  text.replace(unseen, character => {
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '␡' : `\\u{${code.toString(16)}}`;
  });

const breakLinks = (text: string): string => text.replaceAll('](', '] (');
const breakIcons = (text: string): string => text.replaceAll('$(', '$ (');
/** Every mark of ASCII may be escaped in Markdown, and an escaped one neither begins markup nor lets an address become a link. */
const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const guards: Readonly<Record<Medium, (text: string) => string>> = {
  // The title of a progress message is a label as well: it stands in the status bar.
  notification: text => breakIcons(breakLinks(text)),
  markdown: escapeMarkdown,
  label: breakIcons,
  terminal: text => text,
  plain: text => text,
};

/** @param text a whole sentence, so that nothing forms across the seams of its parts */
export const harmless = (text: string, medium: Medium): string => guards[medium](visible(text));

/** On one line. */
const singleLine = (text: string): string =>
  text.replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' ').replaceAll('\t', ' ');

function cut(text: string, most: number): string {
  // No character is more than two units long.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

export const nameOf = (text: string): string => cut(singleLine(text.slice(0, 1000)), 60);
export const passageOf = (text: string): string => cut(singleLine(text.slice(0, 2000)), 500);
