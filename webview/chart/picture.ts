/** A chart as a self-contained picture: title, legend and curves in the colours of the page. */
import type { Chart } from 'chart.js';
import { fontSize } from './options';
import type { Point } from './series';
import { readTheme } from './theme';

/** CSS pixels. */
export const margin = 12;
export const titleSize = 15;
export const rowHeight = 20;
export const swatch = 24;

interface Entry {
  label: string;
  colour: string;
  dash: number[];
  width: number;
}

/** The entries of the legend in rows, as many per row as fit. */
export function rowsOfLegend({ ctx, width, data }: Chart<'line', Point[]>): Entry[][] {
  const { foreground, fontFamily } = readTheme();
  ctx.save();
  ctx.font = `${fontSize}px ${fontFamily}`;
  const rows: Entry[][] = [];
  for (const { label = '', borderColor, borderDash } of data.datasets) {
    const entry = {
      label,
      colour: typeof borderColor === 'string' ? borderColor : foreground,
      dash: (Array.isArray(borderDash) ? borderDash : []).filter(part => part !== undefined),
      width: swatch + 8 + ctx.measureText(label).width + 2 * margin,
    };
    const row = rows.at(-1);
    const used = row?.reduce((sum, { width: taken }) => sum + taken, 0) ?? Infinity;
    if (row && used + entry.width <= width) row.push(entry);
    else rows.push([entry]);
  }
  ctx.restore();
  return rows;
}

/** @returns a PNG in base64 */
export function pictureOf(chart: Chart<'line', Point[]>, title: string): string {
  const { canvas } = chart;
  const { width, height } = chart;
  const { background, foreground, fontFamily } = readTheme();
  const picture = document.createElement('canvas');
  const context = picture.getContext('2d');
  if (!context) return '';
  const rows = rowsOfLegend(chart);
  const top = 2 * margin + titleSize + rows.length * rowHeight + margin;
  const ratio = canvas.width / width;
  picture.width = Math.round((width + 2 * margin) * ratio);
  picture.height = Math.round((top + height + margin) * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = background;
  context.fillRect(0, 0, width + 2 * margin, top + height + margin);
  context.fillStyle = foreground;
  context.textBaseline = 'middle';
  context.font = `600 ${titleSize}px ${fontFamily}`;
  context.fillText(title, margin, margin + titleSize / 2, width);
  context.font = `${fontSize}px ${fontFamily}`;
  rows.forEach((row, index) => {
    const y = 2 * margin + titleSize + (index + 0.5) * rowHeight;
    let x = margin;
    for (const { label, colour, dash, width: taken } of row) {
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.setLineDash(dash);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + swatch, y);
      context.stroke();
      context.fillText(label, x + swatch + 8, y);
      x += taken;
    }
  });
  context.drawImage(canvas, margin, top, width, height);
  return picture.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
