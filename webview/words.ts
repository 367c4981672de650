/** Renders the sentences and numbers of the page in the language of the document. */
import type { Message } from '../src/protocol/message';
import { message, type Key } from '../src/words/message';
import { compact, decimal, tick as axisMark } from '../src/words/numbers';
import { inEnglish, render, type Reader } from '../src/words/render';
import { readCatalogue } from '../src/words/template';

let reader: Reader = inEnglish('plain');

/** To be called before anything is drawn. @param catalogue as JSON @param language a BCP 47 tag */
export function speak(language: string, catalogue: string): void {
  reader = { language, catalogue: readCatalogue(catalogue), medium: 'plain' };
}

export const sentence = (shown: Message): string => render(shown, reader);

export const say = <K extends Key>(...of: Parameters<typeof message<K>>): string => sentence(message(...of));

export const number = (value: number): string => decimal(value, reader.language);
export const count = (value: number): string => compact(value, reader.language);

/** The label of an axis tick. */
export const tick = (value: number): string => axisMark(value, reader.language);
