/** Renders a message for a reader: the template of their language with its arguments, made harmless for the medium. */
import { deepest, type Message, type MessageArgument } from '../protocol/message';
import { english } from './english';
import { harmless, nameOf, passageOf, type Medium } from './harmless';
import { about, bytes, clock, compact, date, day, decimal, duration, integer, percent, tenths, whole } from './numbers';
import { place, type Catalogue, type Formats, type Template } from './template';

export interface Reader {
  /** A BCP 47 tag for Intl: "en", "zh-CN". */
  language: string;
  /** The translated part of the catalogue; the rest is English. */
  catalogue: Catalogue;
  medium: Medium;
}

export const inEnglish = (medium: Medium): Reader => ({ language: 'en', catalogue: {}, medium });

export const render = (message: Message, reader: Reader): string =>
  harmless(compose(message, reader, 0), reader.medium);

/** "[[in a terminal|in an editor]]": flags are for those who type commands, and settings for the others. */
const ofMedium = /\[\[([^|\]]*)\|([^\]]*)\]\]/g;

/** A place and the space after it: after a number that ends in a Chinese character (1.35万) the space is dropped. */
const placeAndBlank = new RegExp(`${place.source}( ?)`, 'g');

function compose({ key, arguments: given = {} }: Message, reader: Reader, depth: number): string {
  const template = templateOf(key, reader.catalogue) ?? templateOf(key, english);
  // The key may be of a newer version.
  if (template === undefined || depth > deepest) return passageOf(key);
  const form = formOf(template, given['count'], reader.language);
  const said = form.replace(ofMedium, reader.medium === 'terminal' ? '$1' : '$2');
  return said.replace(placeAndBlank, (_, name: string, format: string, blank: string) => {
    const text = Object.hasOwn(given, name) ? written(given[name]!, format, reader, depth) : '?';
    return format === 'compact' && /\p{Script=Han}$/u.test(text) ? text : text + blank;
  });
}

const templateOf = (key: string, catalogue: Catalogue): Template | undefined =>
  Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;

function formOf(template: Template, count: MessageArgument | undefined, language: string): string {
  if (typeof template === 'string') return template;
  return pluralRules(language).select(Number(count)) === 'one' ? template.one : template.other;
}

const rules = new Map<string, Intl.PluralRules>();

function pluralRules(language: string): Intl.PluralRules {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known;
}

const writers: { [F in keyof Formats]: (value: MessageArgument, reader: Reader, depth: number) => string } = {
  name: value => nameOf(plain(value)),
  text: value => passageOf(plain(value)),
  integer: (value, { language }) => integer(Number(value), language),
  decimal: (value, { language }) => decimal(Number(value), language),
  whole: (value, { language }) => whole(Number(value), language),
  tenths: (value, { language }) => tenths(Number(value), language),
  compact: (value, { language }) => compact(Number(value), language),
  percent: (value, { language }) => percent(Number(value), language),
  duration: (value, { language }) => duration(Number(value), language),
  about: (value, { language }) => about(Number(value), language),
  bytes: (value, { language }) => bytes(Number(value), language),
  clock: value => clock(Number(value)),
  date: (value, { language }) => date(momentOf(value), language),
  day: (value, { language }) => day(momentOf(value), language),
  // Sentences are separated by a space, except in languages without spaces.
  message: (value, reader, depth) => parts(value, reader, depth).join(/^(zh|ja)/.test(reader.language) ? '' : ' '),
  dots: (value, reader, depth) => parts(value, reader, depth).join(' · '),
  list: (value, reader, depth) => enumeration(parts(value, reader, depth), reader.language),
};

const latinAtStart = /^[A-Za-z0-9]/;
const latinAtEnd = /[A-Za-z0-9]$/;

/** "a, b, and c". As everywhere in Chinese, a word between Latin letters is set apart from them: "native 和 wasm". */
function enumeration(items: readonly string[], language: string): string {
  const found = new Intl.ListFormat(language, { type: 'conjunction' }).formatToParts(items);
  return found
    .map(({ type, value }, index) => {
      if (type === 'element' || !/^\p{Script=Han}+$/u.test(value)) return value;
      const [before = '', after = ''] = [found[index - 1]?.value, found[index + 1]?.value];
      return `${latinAtEnd.test(before) ? ' ' : ''}${value}${latinAtStart.test(after) ? ' ' : ''}`;
    })
    .join('');
}

const isFormat = (format: string): format is keyof Formats => Object.hasOwn(writers, format);

const written = (value: MessageArgument, format: string, reader: Reader, depth: number): string =>
  isFormat(format) ? writers[format](value, reader, depth) : '?';

const momentOf = (value: MessageArgument): number | string => (typeof value === 'number' ? value : plain(value));

const plain = (value: MessageArgument): string => (typeof value === 'object' ? '?' : String(value));

function parts(value: MessageArgument, reader: Reader, depth: number): string[] {
  if (typeof value !== 'object') return [passageOf(String(value))];
  return (Array.isArray(value) ? value : [value])
    .map(each => compose(each, reader, depth + 1))
    .filter(text => text !== '');
}
