/**
 * A template is a sentence with places for arguments, each with a format: "{name:name} has {count:integer} words.".
 * "[[a|b]]" is a in a terminal and b in an editor. A template may be a record of plural forms; Intl.PluralRules chooses one by the argument `count`.
 */
import type { Message } from '../protocol/message';

export type Template = string | { readonly one: string; readonly other: string };
export type Catalogue = Readonly<Record<string, Template>>;

/** The type of the argument of each format. */
export interface Formats {
  /** Foreign text that is a name: on one line, cut at 60 characters. */
  name: string;
  /** Foreign text, on one line, cut at 500 characters. */
  text: string;
  integer: number;
  /** About three digits. */
  decimal: number;
  /** All its digits, to seven decimals. */
  whole: number;
  /** One digit after the point. */
  tenths: number;
  /** 1.2M */
  compact: number;
  /** A share of 1. */
  percent: number;
  /** Seconds. */
  duration: number;
  /** Seconds, rounded. */
  about: number;
  bytes: number;
  /** Seconds as 1:02:05, for a line that is redrawn. */
  clock: number;
  /** Milliseconds since 1970, or an ISO date. */
  date: number | string;
  /** The same without the time of day. */
  day: number | string;
  /** Another message, or several sentences one after the other. */
  message: Message | Message[];
  /** Messages in a row: "a · b". */
  dots: Message[];
  /** Messages as an enumeration: "a, b, and c". */
  list: Message[];
}

/** The arguments of the places in a template. */
type Places<T extends string> = T extends `${string}{${infer Name}:${infer Format}}${infer Rest}`
  ? { [Key in Name]: Format extends keyof Formats ? Formats[Format] : never } & Places<Rest>
  : unknown;

export type ArgumentsOf<T extends Template> = T extends string
  ? Places<T>
  : T extends { readonly one: infer One extends string; readonly other: infer Other extends string }
    ? Places<One> & Places<Other> & { count: number }
    : never;

/** Reads a catalogue from JSON; entries that are not templates are left out. */
export function readCatalogue(json: string): Catalogue {
  const read: unknown = JSON.parse(json);
  if (typeof read !== 'object' || read === null) return {};
  const entries = Object.entries(read).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

export const place = /\{(\w+):(\w+)\}/g;
