/**
 * The streams of the process, as what a command may write to; tests give their own. Nothing else writes to them: on a terminal
 * what cannot be seen (escape sequences, marks of direction) is written out, while a file or a program gets every character.
 */
import type { Message } from '../protocol/message';
import { visible } from '../words/harmless';
import { message, type Key } from '../words/message';
import { integer } from '../words/numbers';
import { render, type Reader } from '../words/render';
import { catalogueOf, languageOf } from './language';

export interface Terminal {
  /** To standard output: what a command is for. */
  print: (line: string) => void;
  /** To standard error: remarks and progress. */
  remark: (line: string) => void;
  /** To standard output, without a line's end: text of others in a colour of the terminal (SGR), where there are colours. */
  paint: (text: string, colour?: number) => void;
  /** Whether colours are wanted and shown. */
  colours: boolean;
  /** A sentence in the person's language. */
  render: (message: Message) => string;
  /** Standard error, when it is a terminal that can redraw a line. */
  live: NodeJS.WriteStream | undefined;
  /** Characters of a line. */
  width: number;
}

export const shownOn = ({ isTTY }: { isTTY?: boolean }, text: string): string => (isTTY ? visible(text) : text);

const reader: Reader = { language: languageOf(process.env, process.argv), catalogue: {}, medium: 'terminal' };

/** Before this every sentence is English. */
export async function loadTranslation(): Promise<void> {
  reader.catalogue = await catalogueOf(reader.language);
}

export const sentence = (shown: Message): string => render(shown, reader);

export const say = <K extends Key>(...of: Parameters<typeof message<K>>): string => sentence(message(...of));

export const count = (value: number): string => integer(value, reader.language);

/** Characters of the scripts of East Asia take two places of a terminal. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Places of a terminal that a text takes. */
export const places = (text: string): number => text.length + (text.match(wide)?.length ?? 0);

/** As `padEnd`, in places of a terminal. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - places(text)));

export const processTerminal: Terminal = {
  print: line => process.stdout.write(shownOn(process.stdout, `${line}\n`)),
  paint: (text, colour) => {
    const shown = shownOn(process.stdout, text);
    process.stdout.write(colour === undefined ? shown : `\x1b[${colour}m${shown}\x1b[0m`);
  },
  colours: process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  remark: line => process.stderr.write(shownOn(process.stderr, `${line}\n`)),
  render: sentence,
  live: process.stderr.isTTY && process.env['TERM'] !== 'dumb' ? process.stderr : undefined,
  width: process.stdout.columns || 80,
};
