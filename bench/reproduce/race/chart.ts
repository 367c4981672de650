/** A chart of a few curves as SVG, legible on light and dark pages. */
import type { Point } from './record';

interface Curve {
  title: string;
  points: readonly Point[];
}

const [width, height] = [760, 420];
const [left, right, top, bottom] = [56, 16, 40, 40];
const colours = ['#0b63b0', '#c2410c', '#15803d', '#7e22ce', '#b91c1c', '#0e7490', '#a16207', '#4b5563'];
/** The vertical range in nats above the best loss; the beginnings of the curves are cut off. */
const shownRange = 0.4;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** @param seconds where the chart ends */
export function chartOf(title: string, curves: readonly Curve[], seconds: number): string {
  const losses = curves.flatMap(({ points }) => points.map(([, loss]) => loss));
  const low = Math.floor(Math.min(...losses) * 50) / 50;
  const high = low + shownRange;
  const x = (at: number): number => left + ((width - left - right) * at) / seconds;
  const y = (loss: number): number => top + ((height - top - bottom) * (high - loss)) / (high - low);
  const rows = Array.from({ length: 9 }, (_, i) => low + (i * shownRange) / 8);
  const columns = Array.from({ length: 7 }, (_, i) => (i * seconds) / 6);
  const grid = [
    ...rows.map(
      loss =>
        `<line x1="${left}" x2="${width - right}" y1="${y(loss)}" y2="${y(loss)}" stroke="#ddd"/><text x="${left - 6}" y="${y(loss) + 4}" text-anchor="end">${loss.toFixed(2)}</text>`,
    ),
    ...columns.map(
      at => `<text x="${x(at)}" y="${height - bottom + 18}" text-anchor="middle">${at.toFixed(0)} s</text>`,
    ),
  ];
  const lines = curves.map(({ title: name, points }, i) => {
    const colour = colours[i % colours.length]!;
    const inside = points.filter(([at]) => at <= seconds * 1.02);
    const path = inside.map(([at, loss]) => `${x(at).toFixed(1)},${y(loss).toFixed(1)}`).join(' ');
    const dots = inside.map(
      ([at, loss]) => `<circle cx="${x(at).toFixed(1)}" cy="${y(loss).toFixed(1)}" r="2.5" fill="${colour}"/>`,
    );
    const label = `<text x="${width - right - 8}" y="${top + 14 + 16 * i}" text-anchor="end" fill="${colour}">${escaped(name)}</text>`;
    return `<g clip-path="url(#inside)"><polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}</g>${label}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">
<title>${escaped(title)}</title>
<clipPath id="inside"><rect x="${left}" y="${top}" width="${width - left - right}" height="${height - top - bottom}"/></clipPath>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${left}" y="24" font-size="14" font-weight="bold">${escaped(title)}</text>
${[...grid, ...lines].join('\n')}
</svg>
`;
}
