/** Texts with a label each, from a table, JSON lines, or lines `label<TAB>text`; which columns hold what is found, or given. */
import { recordIn } from '../tables/jsonLine';
import { normaliseNewlines } from '../tokens/clean';
import { candidatesFor, isHeader, parseTable, sampleOf, type AskedForm, type Separator } from '../tables/delimited';

export interface LabelledText {
  text: string;
  label: string;
}

/** By name or number from 1; '' is found. */
export interface AskedColumns extends AskedForm {
  labelColumn: string;
  textColumn: string;
}

export interface LabelledCollection {
  /** Blank texts and texts without a label left out. */
  texts: LabelledText[];
  /** The names of the columns, or their numbers. */
  columns: { label: string; text: string };
  /** Undefined: JSON lines. */
  separator: Separator | undefined;
  /** Rows that were left out, and the line of the first of them; of a table its row. */
  dropped: { count: number; first: number };
}

/** Why there is nothing to learn from. */
export type LabelFault =
  | { reason: 'no-table' }
  | { reason: 'no-label-column' | 'no-text-column'; columns: string[] }
  | { reason: 'one-label'; column: string; label: string }
  | { reason: 'no-such-column'; asked: string; columns: string[] };

type Row = readonly (string | undefined)[];

interface Table {
  separator: LabelledCollection['separator'];
  /** Names the columns. */
  header: string[] | undefined;
  rows: Row[];
  /** The line or row of rows[0], counted from 1. */
  firstLine: number;
}

const labelNames =
  /^(?:labels?|class(?:es)?|categor(?:y|ies)|targets?|tags?|topic|sentiment|intent|kind|type|y|spam|language|lang|etikett|klasse|kategorie|étiquette|classe|catégorie|etiqueta|clase|categoría|标签|类别|分类)$/i;
const textNames =
  /^(?:texts?|messages?|body|content|sentences?|documents?|comments?|reviews?|tweets?|utterance|subject|title|description|question|x|v2|nachricht|inhalt|texte|contenu|texto|mensaje|文本|内容|正文)$/i;

const inspectedRows = 2000;
/** A label is short, and is not that of one text alone. */
const longestLabel = 60;
const mostLabelsPerText = 0.7;

/** What the multiples of this leave of 1 is spread evenly, and repeats nothing. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Some rows from all over the table: it may be sorted by label, or its labels may take turns. */
const inspected = <T>(rows: readonly T[]): T[] => {
  if (rows.length <= inspectedRows) return [...rows];
  const every = rows.length / inspectedRows;
  return Array.from({ length: inspectedRows }, (_, n) => rows[Math.floor((n + ((n * goldenRatio) % 1)) * every)]!);
};

export function readLabelled(text: string, asked: AskedColumns): LabelledCollection | LabelFault {
  const table = tableOf(text, asked);
  if (!table) return { reason: 'no-table' };
  const width = Math.max(...inspected(table.rows).map(row => row.length));
  const columns = Array.from({ length: width }, (_, column) => table.header?.[column]?.trim() || String(column + 1));
  const shown = table.header ? columns : columns.map((number, column) => numbered(number, table.rows[0]?.[column]));
  const given = (name: string): number | undefined => (name === '' ? undefined : columnNamed(name, columns));
  const [askedLabel, askedText] = [given(asked.labelColumn), given(asked.textColumn)];
  for (const [place, name] of [
    [askedLabel, asked.labelColumn],
    [askedText, asked.textColumn],
  ] as const)
    if (place === -1) return { reason: 'no-such-column', asked: name, columns: shown };
  const label = askedLabel ?? labelColumnOf(table, columns, askedText);
  if (label === undefined) return onlyLabelOf(table, columns) ?? { reason: 'no-label-column', columns: shown };
  const body = askedText ?? textColumnOf(table, columns, label);
  if (body === undefined) return { reason: 'no-text-column', columns: shown };
  return collected(table, { label, text: body }, columns);
}

/** "2 (mood)": a column without a name, with what stands in its first row, which may be the name after all. */
const numbered = (number: string, cell = ''): string =>
  cell.trim() === ''
    ? number
    : `${number} (${isLabel(cell.trim()) ? cell.trim() : `${cell.trim().slice(0, longestLabel)}…`})`;

const columnNamed = (name: string, columns: readonly string[]): number => {
  const exact = columns.indexOf(name);
  const number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
  return exact >= 0 ? exact : number < columns.length ? number : -1;
};

function collected(
  { rows, separator, firstLine }: Table,
  at: { label: number; text: number },
  columns: readonly string[],
): LabelledCollection {
  const texts: LabelledText[] = [];
  const dropped = { count: 0, first: 0 };
  for (const [place, row] of rows.entries()) {
    const label = row[at.label]?.trim().normalize('NFC') ?? '';
    const text = row[at.text]?.trim().normalize('NFC') ?? '';
    if (label !== '' && text !== '') texts.push({ label, text });
    else if (dropped.count++ === 0) dropped.first = firstLine + place;
  }
  return { texts, dropped, separator, columns: { label: columns[at.label]!, text: columns[at.text]! } };
}

function tableOf(text: string, asked: AskedColumns): Table | undefined {
  const plain = normaliseNewlines(text);
  if (/^\s*\{/.test(plain) && asked.separator === '') {
    const table = jsonTable(plain);
    if (table) return table;
  }
  const { text: body, separators } = candidatesFor(plain, asked.separator);
  for (const separator of separators) {
    if (!sampleOf(body, separator)) continue;
    const rows = parseTable(body, separator);
    const names = rows[0]!.map(cell => cell.trim());
    const isAsked = names.some(name => name !== '' && [asked.labelColumn, asked.textColumn].includes(name));
    const named = isHeader(asked, isAsked || names.some(namesColumnOf(rows)) || names.some(isAbove(rows)));
    return {
      separator,
      header: named ? names : undefined,
      rows: named ? rows.slice(1) : rows,
      firstLine: named ? 2 : 1,
    };
  }
  return undefined;
}

/** Whether a cell of the first row is the name of its column: "spam" is one, but not above other rows of spam. */
const namesColumnOf =
  (rows: readonly Row[]) =>
  (name: string, column: number): boolean =>
    (labelNames.test(name) || textNames.test(name)) && !rows.some((row, place) => place > 0 && row[column] === name);

/** A label of the other rows has so many of them at least. */
const fewestOfLabel = 3;

/** Whether a cell of the first row stands above labels and is none of them: in other words than `labelNames` knows, the name of their column. */
const isAbove =
  (rows: readonly Row[]) =>
  (name: string, column: number): boolean => {
    const counts = new Map<string, number>();
    for (const row of inspected(rows.slice(1))) {
      const cell = row[column]?.trim() ?? '';
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    const areLabels = counts.size >= 2 && [...counts].every(([cell, count]) => isLabel(cell) && count >= fewestOfLabel);
    return areLabels && name !== '' && !rows.some((row, place) => place > 0 && row[column]?.trim() === name);
  };

/** Objects, a line each; a line that is none is a row without cells. */
function jsonTable(text: string): Table | undefined {
  const records = text
    .split('\n')
    .map(line => (line.trim() === '' ? undefined : recordIn(line)))
    .map(record => record ?? {});
  const header = [...new Set(inspected(records).flatMap(record => Object.keys(record)))];
  if (header.length < 2) return undefined;
  while (records.length > 0 && Object.keys(records.at(-1)!).length === 0) records.pop();
  return {
    separator: undefined,
    header,
    rows: records.map(record => header.map(key => cellOf(record[key]))),
    firstLine: 1,
  };
}

const cellOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

/** The first with a name that says so and that holds labels, else the one with fewest different cells. */
function labelColumnOf(table: Table, columns: readonly string[], text: number | undefined): number | undefined {
  const rows = inspected(table.rows);
  const candidates = columns.flatMap((name, column) => {
    const cells = rows.map(row => row[column]?.trim() ?? '').filter(cell => cell !== '');
    const different = new Set(cells).size;
    const short = cells.every(cell => cell.length <= longestLabel);
    const fits = column !== text && short && different >= 2 && different <= mostLabelsPerText * cells.length;
    return fits ? [{ column, different, named: labelNames.test(name) }] : [];
  });
  return candidates.sort((a, b) => Number(b.named) - Number(a.named) || a.different - b.different)[0]?.column;
}

/** Where all rows have the same label: in the first column of which that may be said. */
function onlyLabelOf({ rows }: Table, columns: readonly string[]): LabelFault | undefined {
  const cellsOf = (column: number): Set<string> => new Set(rows.map(row => row[column]?.trim() ?? ''));
  const different = columns.map((_, column) => cellsOf(column));
  const place = different.findIndex(cells => cells.size === 1 && [...cells].every(isLabel));
  if (rows.length < fewestOfLabel || place < 0 || different.every(cells => cells.size === 1)) return undefined;
  return { reason: 'one-label', column: columns[place]!, label: [...different[place]!][0]! };
}

const isLabel = (cell: string): boolean => cell !== '' && cell.length <= longestLabel;

/** The one with most to read, among those with a name that says so if there are any. */
function textColumnOf(table: Table, columns: readonly string[], label: number): number | undefined {
  const rows = inspected(table.rows);
  const candidates = columns.flatMap((name, column) => {
    const cells = rows.map(row => row[column] ?? '');
    const words = cells.filter(cell => /\p{L}/u.test(cell)).length;
    const length = cells.reduce((sum, cell) => sum + cell.length, 0);
    return column !== label && words > 0.5 * rows.length ? [{ column, length, named: textNames.test(name) }] : [];
  });
  return candidates.sort((a, b) => Number(b.named) - Number(a.named) || b.length - a.length)[0]?.column;
}
