/** Labels beside the fixed objects of a chart: the horizontal lines of n-gram models and the best validation. */
import type { Chart, Plugin } from 'chart.js';
import { number, say } from '../words';
import { placeLabels, placesAlong, placesAround, type Box, type Size } from './labelPlacement';
import { fontSize } from './options';
import type { Line } from './series';
import { readTheme } from './theme';

const padding = 2;

/** @param lines the lines of the datasets, in their order */
export const lineLabels = (lines: () => readonly Line[]): Plugin<'line'> => ({
  id: 'lineLabels',
  afterDatasetsDraw(chart) {
    const labelled = lines().filter(({ role }) => role === 'baseline' || role === 'best');
    writeLabels(
      chart,
      labelled.map(line => ({ text: textOf(line), places: size => placesOf(line, size, chart) })),
    );
  },
});

export interface Label {
  text: string;
  /** Possible places, best first. */
  places: (size: Size) => Box[];
}

/** Draws each label at a place that no curve crosses, if there is one. */
export function writeLabels(chart: Chart<'line'>, labels: readonly Label[]): void {
  const { ctx } = chart;
  const { fontFamily, foreground, background } = readTheme();
  ctx.save();
  ctx.font = `${fontSize}px ${fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = background;
  ctx.fillStyle = foreground;
  const height = fontSize + 2 * padding;
  const places = placeLabels(
    labels.map(({ text, places: of }) => of({ width: ctx.measureText(text).width + 2 * padding, height })),
    chart.getSortedVisibleDatasetMetas().map(({ data }) => data),
  );
  places.forEach((place, index) => {
    if (place) write(ctx, labels[index]?.text ?? '', place);
  });
  ctx.restore();
}

const textOf = ({ label, role, points }: Line): string =>
  `${role === 'best' ? say('page.line.best') : label} ${number(points[0]?.y ?? NaN)}`;

function placesOf({ role, points: [point] }: Line, size: Size, { scales, chartArea }: Chart): Box[] {
  const [x, y] = [scales['x']?.getPixelForValue(point?.x ?? NaN), scales['y']?.getPixelForValue(point?.y ?? NaN)];
  if (x === undefined || y === undefined) return [];
  return role === 'best' ? placesAround({ x, y }, size, chartArea) : placesAlong(y, size, chartArea);
}

/** An outline in the background colour keeps the text legible on grid lines and curves. */
function write(context: CanvasRenderingContext2D, text: string, { left, top, bottom }: Box): void {
  const at = [left + padding, (top + bottom) / 2] as const;
  context.strokeText(text, ...at);
  context.fillText(text, ...at);
}
