/** The same text read by several models, side by side: each part is coloured by its surprise. */
import type { ReadersReport, TextReader } from '../../src/protocol/surprisal';
import { message } from '../../src/words/message';
import { element, setText } from '../dom';
import { visibleToken } from '../tokens';
import { say, sentence } from '../words';
import { PaintedText } from './paintedText';

/** The surprise with the full colour: 1 in 4096. */
const mostBits = 12;

const parts = ['tokens', 'words'] as const;
type Parts = (typeof parts)[number];

/** A part of the text, including the text between it and the next part. */
interface Part {
  from: number;
  to: number;
  bits: number;
  unknown: boolean;
}

export class ReadersView {
  readonly root = element('section', { class: 'readers', 'aria-label': say('page.readers') });
  private readonly choice = element('select', {}, ...parts.map(part => new Option(say(`page.readers.${part}`), part)));
  private readonly cards = element('div', { class: 'cards' });
  private readonly status = element('p', { class: 'description', role: 'status' }, say('page.inside.howToMove'));
  private report: ReadersReport | undefined;
  private texts: PaintedText[] = [];

  constructor() {
    this.choice.addEventListener('change', () => this.draw());
    this.root.append(
      element('h1', {}, say('page.readers')),
      element('p', { class: 'description' }, say('page.readers.explained')),
      element('div', { class: 'chart-choices' }, element('label', {}, say('page.readers.colour'), this.choice)),
      this.status,
      this.cards,
    );
  }

  update(report: ReadersReport): void {
    if (report === this.report) return;
    this.report = report;
    this.texts = report.readers.map((reader, index) => {
      const text = new PaintedText(nameOf(reader), part => this.point(index, part));
      return text;
    });
    this.cards.replaceChildren(
      ...report.readers.map((reader, index) => cardOf(reader, report.text, this.texts[index]!.root)),
    );
    this.draw();
  }

  private get parts(): Part[][] {
    const { text = '', readers = [] } = this.report ?? {};
    const wanted: Parts = this.choice.value === 'words' ? 'words' : 'tokens';
    return readers.map(reader => joined(reader[wanted], text));
  }

  private draw(): void {
    const { text = '' } = this.report ?? {};
    this.parts.forEach((own, index) => {
      this.texts[index]?.show(
        own.map(({ from, to, bits }) => ({ text: text.slice(from, to), strength: bits / mostBits })),
      );
    });
  }

  /** Selects the same place in all readers. */
  private point(reader: number, part: number | undefined): void {
    const { report, parts: all } = this;
    const place = part === undefined ? undefined : all[reader]?.[part];
    if (!report || !place) return;
    const found = all.map(own => own.findIndex(({ from, to }) => from <= place.from && place.from < to));
    found.forEach((at, index) => {
      if (index !== reader) this.texts[index]?.mark(at < 0 ? undefined : at);
    });
    const values = report.readers.flatMap((one, index) => {
      const read = all[index]?.[found[index] ?? -1];
      if (!read) return [];
      const name = nameOf(one, report.readers);
      return read.unknown
        ? message('page.readers.valueUnknown', { name })
        : message('page.readers.value', { name, bits: read.bits });
    });
    setText(
      this.status,
      say('page.readers.at', { part: visibleToken(report.text.slice(place.from, place.to)), values }),
    );
  }
}

/** Models with the same name are distinguished by their description. */
function nameOf(reader: TextReader, readers: readonly TextReader[] = []): string {
  const { name, counting, description } = reader;
  if (counting) return say('page.readers.counting', { name });
  const isShared = readers.some(other => other !== reader && !other.counting && other.name === name);
  return isShared ? sentence(description) : name;
}

function cardOf(reader: TextReader, text: string, painted: HTMLElement): HTMLElement {
  const bits = reader.tokens.reduce((sum, token) => sum + token.bits, 0) / Array.from(text).length;
  return element(
    'section',
    { class: 'reader', 'aria-label': nameOf(reader) },
    element('h2', {}, nameOf(reader)),
    element('p', { class: 'description' }, `${sentence(reader.description)} · ${say('page.readers.bits', { bits })}`),
    painted,
  );
}

const joined = (read: readonly Part[], text: string): Part[] =>
  read.map((part, index) => ({
    ...part,
    from: index === 0 ? 0 : part.from,
    to: read[index + 1]?.from ?? text.length,
  }));
