/** Names what does not move in the chart where it is: counting's level lines and the best validation. */
import type { Chart, Plugin } from 'chart.js';
import { number, say } from '../words';
import { placeLabels, placesAlong, placesAround, type Box, type Size } from './labelPlacement';
import { fontSize } from './options';
import type { Line } from './series';
import { readTheme } from './theme';

const padding = 2;

/** @param lines what the datasets are drawn from, in their order */
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
  /** Where it would stand, best first. */
  places: (size: Size) => Box[];
}

/** Each where no curve crosses it, if there is such a place. */
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

/** The outline in the colour of the page keeps the words legible where a curve cannot be avoided. */
function write(context: CanvasRenderingContext2D, text: string, { left, top, bottom }: Box): void {
  const at = [left + padding, (top + bottom) / 2] as const;
  context.strokeText(text, ...at);
  context.fillText(text, ...at);
}
