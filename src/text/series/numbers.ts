/** Numbers as people write them in tables: decimal point or comma, thousands, currency, per cent, and what says that there is none. */

export interface NumberFormat {
  decimal: '.' | ',';
}

const missing = new Set(['', '-', '–', '—', '.', '?', 'na', 'n/a', '#n/a', 'nan', 'null', 'nil', 'none', 'missing']);

export const isMissing = (cell: string): boolean => missing.has(cell.trim().toLowerCase());

/** Blanks, apostrophes and underscores between digits, currencies and per cent around them say nothing of the value. */
const stripped = (cell: string): string =>
  cell
    .trim()
    .replace(/^[\p{Sc}\s]+|[\p{Sc}\s%‰]+$/gu, '')
    .replace(/^[−–](?=\d)/u, '-')
    .replace(/(?<=\d)[\s'’_](?=\d{3}(?!\d))/gu, '');

const forms: Readonly<Record<NumberFormat['decimal'], RegExp>> = {
  '.': /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:e[-+]?\d+)?$/i,
  ',': /^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:e[-+]?\d+)?$/i,
};

/** Undefined where the cell is no number in this format. */
export function numberIn(cell: string, { decimal }: NumberFormat): number | undefined {
  const text = stripped(cell);
  if (!/\d/.test(text) || !forms[decimal].test(text)) return undefined;
  const plain = decimal === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

const mostDecimals = 7;

/** Writes further values of a series: with as many decimals as it has, but with two digits of what is usual in it at least. */
export function writtenLike(values: Float64Array): (value: number) => number {
  let own = 0;
  for (const value of values) while (own < mostDecimals && Number(value.toFixed(own)) !== value) own++;
  const sizes = values
    .map(Math.abs)
    .filter(size => size > 0)
    .sort();
  const usual = sizes[sizes.length >> 1] ?? 1;
  const decimals = Math.min(20, Math.max(own, 1 - Math.floor(Math.log10(usual))));
  return value => Number(value.toFixed(decimals));
}

/**
 * The format in which most of the cells are numbers. Where both are as good ("1,234"), a comma between columns is none within numbers, so
 * the point is meant; else the comma.
 */
export function numberFormatOf(cells: readonly string[], commaBetweenColumns: boolean): NumberFormat {
  const readable = (decimal: NumberFormat['decimal']): number =>
    cells.reduce((count, cell) => count + Number(numberIn(cell, { decimal }) !== undefined), 0);
  const [point, comma] = [readable('.'), readable(',')];
  if (point !== comma) return { decimal: point > comma ? '.' : ',' };
  const [points, commas] = ['.', ','].map(mark => cells.filter(cell => cell.includes(mark)).length);
  return { decimal: !commaBetweenColumns && commas! > points! ? ',' : '.' };
}
