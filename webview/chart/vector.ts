/** A chart as an SVG with the same axes, lines and title as its picture, as editable shapes and text. */
import type { Chart, Scale } from 'chart.js';
import { fontSize } from './options';
import { margin, rowHeight, rowsOfLegend, swatch, titleSize } from './picture';
import type { Point } from './series';
import { readTheme } from './theme';

const namespace = 'http://www.w3.org/2000/svg';

type Values = Record<string, string | number>;

function add(parent: Element, name: string, values: Values, text?: string): Element {
  const made = document.createElementNS(namespace, name);
  for (const [attribute, value] of Object.entries(values))
    made.setAttribute(attribute, typeof value === 'number' ? String(Math.round(100 * value) / 100) : value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

export function vectorOf(chart: Chart<'line', Point[]>, title: string): string {
  const { width, height, chartArea } = chart;
  const { background, foreground, muted, grid, fontFamily } = readTheme();
  const rows = rowsOfLegend(chart);
  const top = 2 * margin + titleSize + rows.length * rowHeight + margin;
  const [wide, high] = [width + 2 * margin, top + height + margin];
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${wide} ${high}`);
  svg.setAttribute('font-family', fontFamily);
  add(svg, 'title', {}, title);
  add(svg, 'rect', { width: wide, height: high, fill: background });
  const middle = { 'dominant-baseline': 'central' };
  const heading = { x: margin, y: margin + titleSize / 2, fill: foreground };
  add(svg, 'text', { ...heading, ...middle, 'font-size': titleSize, 'font-weight': 600 }, title);
  const small = { ...middle, 'font-size': fontSize };
  rows.forEach((row, index) => {
    const y = 2 * margin + titleSize + (index + 0.5) * rowHeight;
    let x = margin;
    for (const { label, colour, dash, width: taken } of row) {
      add(svg, 'path', { d: `M${x} ${y}h${swatch}`, stroke: colour, 'stroke-width': 2, ...dashed(dash) });
      add(svg, 'text', { x: x + swatch + 8, y, fill: foreground, ...small }, label);
      x += taken;
    }
  });
  const drawn = add(svg, 'g', { transform: `translate(${margin} ${top})` });
  const ticks = (scale: Scale | undefined): { at: number; text: string }[] =>
    scale?.ticks.map(({ value, label }) => ({
      at: scale.getPixelForValue(value),
      text: Array.isArray(label) ? label.join(' ') : (label ?? ''),
    })) ?? [];
  const { left, right, top: upper, bottom } = chartArea;
  const [x, y] = [chart.scales['x'], chart.scales['y']];
  for (const { at, text } of ticks(y)) {
    add(drawn, 'path', { d: `M${left} ${at}H${right}`, stroke: grid });
    add(drawn, 'text', { x: left - 6, y: at, fill: muted, 'text-anchor': 'end', ...small }, text);
  }
  for (const { at, text } of ticks(x))
    add(drawn, 'text', { x: at, y: bottom + 6 + fontSize / 2, fill: muted, 'text-anchor': 'middle', ...small }, text);
  add(drawn, 'path', { d: `M${left} ${upper}V${bottom}H${right}`, stroke: grid, fill: 'none' });
  const named = { fill: muted, 'text-anchor': 'middle', ...small };
  add(drawn, 'text', { x: (left + right) / 2, y: height - fontSize / 2, ...named }, titleOf(x));
  const turned = `translate(${fontSize / 2} ${(upper + bottom) / 2}) rotate(-90)`;
  add(drawn, 'text', { transform: turned, ...named }, titleOf(y));
  const clip = add(drawn, 'clipPath', { id: 'inside' });
  add(clip, 'rect', { x: left, y: upper - 4, width: right - left + 4, height: bottom - upper + 8 });
  const lines = add(drawn, 'g', { 'clip-path': 'url(#inside)', fill: 'none' });
  for (const { index, data } of chart.getSortedVisibleDatasetMetas().reverse()) {
    const dataset = chart.data.datasets[index];
    const colour = typeof dataset?.borderColor === 'string' ? dataset.borderColor : foreground;
    if (dataset?.showLine === false || data.length === 1)
      for (const point of data) add(lines, 'circle', { cx: point.x, cy: point.y, r: 4, fill: colour });
    else add(lines, 'path', { d: pathOf(data), stroke: colour, 'stroke-width': 2, ...dashed(dataset?.borderDash) });
  }
  return new XMLSerializer().serializeToString(svg);
}

const dashed = (dash: unknown): Values =>
  Array.isArray(dash) && dash.length > 0 ? { 'stroke-dasharray': dash.join(' ') } : {};

/** A value that is not finite leaves a gap. */
function pathOf(points: readonly { x: number; y: number }[]): string {
  let pen = 'M';
  return points
    .map(({ x, y }) => {
      const part = Number.isFinite(x) && Number.isFinite(y) ? `${pen}${x.toFixed(2)} ${y.toFixed(2)}` : '';
      pen = part === '' ? 'M' : 'L';
      return part;
    })
    .join('');
}

function titleOf(scale: Scale | undefined): string {
  const options: unknown = scale?.options;
  const title = typeof options === 'object' && options !== null && 'title' in options ? options.title : undefined;
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : undefined;
  return typeof text === 'string' ? text : '';
}
