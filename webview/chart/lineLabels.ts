/** Names what does not move in the chart where it is: counting's level lines and the best validation. */
import type { Chart, Plugin } from 'chart.js';
import { number, say } from '../words';
import { placeLabels, placesAlong, placesAround, type Box } from './labelPlacement';
import { fontSize } from './options';
import type { Line } from './series';
import { readTheme } from './theme';

const padding = 2;

/** @param lines what the datasets are drawn from, in their order */
export const lineLabels = (lines: () => readonly Line[]): Plugin<'line'> => ({
  id: 'lineLabels',
  afterDatasetsDraw(chart) {
    const labelled = lines().filter(({ role }) => role === 'baseline' || role === 'best');
    const { ctx } = chart;
    const { fontFamily, foreground, background } = readTheme();
    ctx.save();
    ctx.font = `${fontSize}px ${fontFamily}`;
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4;
    ctx.strokeStyle = background;
    ctx.fillStyle = foreground;
    const texts = labelled.map(textOf);
    const places = placeLabels(
      labelled.map((line, index) => placesOf(line, ctx.measureText(texts[index] ?? '').width, chart)),
      chart.getSortedVisibleDatasetMetas().map(({ data }) => data),
    );
    places.forEach((place, index) => {
      if (place) write(ctx, texts[index] ?? '', place);
    });
    ctx.restore();
  },
});

const textOf = ({ label, role, points }: Line): string =>
  `${role === 'best' ? say('page.line.best') : label} ${number(points[0]?.y ?? NaN)}`;

function placesOf({ role, points: [point] }: Line, textWidth: number, { scales, chartArea }: Chart): Box[] {
  const [x, y] = [scales['x']?.getPixelForValue(point?.x ?? NaN), scales['y']?.getPixelForValue(point?.y ?? NaN)];
  if (x === undefined || y === undefined) return [];
  const size = { width: textWidth + 2 * padding, height: fontSize + 2 * padding };
  return role === 'best' ? placesAround({ x, y }, size, chartArea) : placesAlong(y, size, chartArea);
}

/** The outline in the colour of the page keeps the words legible where a curve cannot be avoided. */
function write(context: CanvasRenderingContext2D, text: string, { left, top, bottom }: Box): void {
  const at = [left + padding, (top + bottom) / 2] as const;
  context.strokeText(text, ...at);
  context.fillText(text, ...at);
}
