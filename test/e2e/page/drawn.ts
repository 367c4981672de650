/** Records what charts draw: the place of each text and the path of each curve, in CSS pixels of the canvas. */
import type { Page } from 'playwright-core';

export interface Segment {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

export interface DrawnText {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Whether it is a label in the chart: labels have an outline. */
  isLabel: boolean;
}

export interface Drawn {
  width: number;
  height: number;
  texts: DrawnText[];
  /** Segments of curves and horizontal lines; axes and grids are thinner and are left out. */
  segments: Segment[];
}

declare global {
  interface Window {
    drawnOn: WeakMap<HTMLCanvasElement, Pick<Drawn, 'texts' | 'segments'>>;
  }
}

/** To be called before the page's own script runs. */
export async function recordDrawing(page: Page): Promise<void> {
  await page.addInitScript(recorder);
}

/** What was drawn on every visible canvas. */
export const drawnIn = (page: Page): Promise<Drawn[]> =>
  page.locator('canvas:visible').evaluateAll(all =>
    all.map(canvas => {
      const { width, height } = canvas.getBoundingClientRect();
      const { texts = [], segments = [] } = window.drawnOn.get(canvas as HTMLCanvasElement) ?? {};
      return { width, height, texts, segments };
    }),
  );

function recorder(): void {
  const thinnest = 1.5;
  window.drawnOn = new WeakMap();
  const on = (context: CanvasRenderingContext2D): Pick<Drawn, 'texts' | 'segments'> => {
    const known = window.drawnOn.get(context.canvas) ?? { texts: [], segments: [] };
    window.drawnOn.set(context.canvas, known);
    return known;
  };
  const shown = (context: CanvasRenderingContext2D, x: number, y: number): { x: number; y: number } => {
    const point = context.getTransform().transformPoint({ x, y });
    const ratio = context.canvas.width / context.canvas.getBoundingClientRect().width;
    return { x: point.x / ratio, y: point.y / ratio };
  };
  const paths = new WeakMap<object, Segment[]>();
  const pens = new WeakMap<object, { x: number; y: number }>();
  /** Wraps a method. @param told called with `this` and the arguments before the method runs */
  const before = <T extends object>(
    prototype: T,
    name: string,
    told: (self: T, numbers: number[], first: unknown) => void,
  ): void => {
    const original: unknown = Reflect.get(prototype, name);
    if (typeof original !== 'function') throw new Error(`There is no ${name}.`);
    Reflect.set(prototype, name, function (this: T, ...given: unknown[]): unknown {
      told(this, given.map(Number), given[0]);
      return Reflect.apply(original, this, given) as unknown;
    });
  };
  // Only the end points of Bézier curves: charts draw a curve as many short pieces.
  for (const prototype of [CanvasRenderingContext2D.prototype, Path2D.prototype]) {
    const drawTo = (path: object, [x = 0, y = 0]: number[]): void => {
      const from = pens.get(path);
      if (from) {
        const drawn = paths.get(path) ?? [];
        drawn.push({ from, to: { x, y } });
        paths.set(path, drawn);
      }
      pens.set(path, { x, y });
    };
    before(prototype, 'moveTo', (path, [x = 0, y = 0]) => pens.set(path, { x, y }));
    before(prototype, 'lineTo', drawTo);
    before(prototype, 'bezierCurveTo', (path, given) => {
      drawTo(path, given.slice(4));
    });
  }
  const context = CanvasRenderingContext2D.prototype;
  before(context, 'beginPath', self => {
    paths.delete(self);
    pens.delete(self);
  });
  before(context, 'stroke', (self, _, path) => {
    if (self.lineWidth < thinnest) return;
    const drawn = paths.get(path instanceof Path2D ? path : self) ?? [];
    on(self).segments.push(
      ...drawn.map(({ from, to }) => ({ from: shown(self, from.x, from.y), to: shown(self, to.x, to.y) })),
    );
  });
  before(context, 'clearRect', (self, [x, y]) => {
    if (x === 0 && y === 0) window.drawnOn.delete(self.canvas);
  });
  before(context, 'strokeText', (self, [, x = 0, y = 0], text) => {
    write(self, String(text), x, y, true);
  });
  before(context, 'fillText', (self, [, x = 0, y = 0], text) => {
    write(self, String(text), x, y, false);
  });
  function write(drawing: CanvasRenderingContext2D, text: string, x: number, y: number, isLabel: boolean): void {
    if (text.trim() === '') return;
    const size = drawing.measureText(text);
    const corners = [
      shown(drawing, x - size.actualBoundingBoxLeft, y - size.actualBoundingBoxAscent),
      shown(drawing, x + size.actualBoundingBoxRight, y + size.actualBoundingBoxDescent),
    ];
    on(drawing).texts.push({
      text,
      left: Math.min(...corners.map(corner => corner.x)),
      right: Math.max(...corners.map(corner => corner.x)),
      top: Math.min(...corners.map(corner => corner.y)),
      bottom: Math.max(...corners.map(corner => corner.y)),
      isLabel,
    });
  }
}

/** Faults of the texts of a chart: cut at an edge, overlapping, or a label on a line. */
export function faultsOf({ width, height, texts, segments }: Drawn): string[] {
  const labels = texts.filter(({ isLabel }) => isLabel);
  const others = texts.filter(({ isLabel, text }) => !isLabel && !labels.some(label => label.text === text));
  const all = [...labels, ...others];
  return [
    ...all
      .filter(({ left, top, right, bottom }) => left < -1 || top < -1 || right > width + 1 || bottom > height + 1)
      .map(({ text }) => `"${text}" is cut`),
    ...all.flatMap((one, index) =>
      all.slice(index + 1).flatMap(other => (overlap(one, other) ? `"${one.text}" is on "${other.text}"` : [])),
    ),
    ...labels.flatMap(label =>
      segments.some(segment => crosses(label, segment)) ? `"${label.text}" is on a line` : [],
    ),
  ];
}

const overlap = (one: DrawnText, other: DrawnText): boolean =>
  one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;

/** Tests points of the segment half a pixel apart. */
function crosses({ left, top, right, bottom }: DrawnText, { from, to }: Segment): boolean {
  const count = Math.ceil(2 * Math.hypot(to.x - from.x, to.y - from.y));
  return Array.from({ length: count + 1 }, (_, part) => part / Math.max(1, count)).some(part => {
    const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
    return x > left && x < right && y > top && y < bottom;
  });
}
