/** A plot of two logarithmic axes in characters. */

export interface PlotPoint {
  x: number;
  y: number;
}

/** Lines of text, `height` rows of `width` marks with a labelled frame. Points need x, y > 0. */
export function logLogPlot(
  points: readonly PlotPoint[],
  width: number,
  height: number,
  xName: string,
  yName: string,
): string[] {
  if (points.length === 0) return [];
  const x = axis(
    points.map(point => point.x),
    width,
  );
  const y = axis(
    points.map(point => point.y),
    height,
  );
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill(' '));
  for (const point of points) rows[height - 1 - y.place(point.y)]![x.place(point.x)] = '*';
  const labels = rows.map((_, row) => (row === 0 ? String(y.to) : row === height - 1 ? String(y.from) : ''));
  const margin = Math.max(...labels.map(label => label.length));
  const indent = ' '.repeat(margin);
  return [
    `${indent}  ${yName}`,
    ...rows.map((row, index) => `${labels[index]!.padStart(margin)} |${row.join('').trimEnd()}`),
    `${indent} +${'-'.repeat(width)}`,
    `${indent}  ${String(x.from).padEnd(width - String(x.to).length)}${String(x.to)}  ${xName}`,
  ];
}

function axis(values: readonly number[], cells: number): { from: number; to: number; place(value: number): number } {
  const from = Math.min(...values);
  const to = Math.max(...values);
  const span = Math.log(to) - Math.log(from);
  return {
    from,
    to,
    place: value => (span === 0 ? 0 : Math.round(((Math.log(value) - Math.log(from)) / span) * (cells - 1))),
  };
}
