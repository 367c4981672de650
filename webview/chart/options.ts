/** The common options of the page's charts: axes and tooltips in the editor's style. */
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartOptions,
  type Plugin,
  type Scale,
} from 'chart.js';
import { number, tick } from '../words';
import { cursorLine } from './hover';
import type { Point } from './series';
import { readTheme, type ChartTheme } from './theme';
import { logarithmicTicks } from './ticks';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

export const fontSize = 11;

/** No animation; points are given as { x, y }. */
export const quietOptions = { animation: false, parsing: false, maintainAspectRatio: false } as const;

export interface Axis {
  title: string;
  logarithmic?: boolean;
  min?: number;
  max?: number;
}

export function themedScales(theme: ChartTheme, x: Axis, y: Axis): NonNullable<ChartOptions<'line'>['scales']> {
  return { x: scaleOf(theme, x, false), y: scaleOf(theme, y, true) };
}

export const themedTooltip = ({ fontFamily, hover }: ChartTheme) => ({
  backgroundColor: hover.background,
  borderColor: hover.border,
  borderWidth: 1,
  titleColor: hover.foreground,
  titleFont: { family: fontFamily },
  bodyColor: hover.foreground,
  bodyFont: { family: fontFamily },
  cornerRadius: 3,
  caretSize: 0,
  padding: 8,
  boxPadding: 4,
  usePointStyle: true,
});

/** A line chart whose tooltip shows the value of each line at the pointer. */
export const lineChart = (canvas: HTMLCanvasElement, ...plugins: Plugin<'line'>[]): Chart<'line', Point[]> =>
  new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: { ...quietOptions, normalized: true, interaction: { mode: 'everyLine', intersect: false } },
    plugins: [...plugins, cursorLine(() => readTheme().muted)],
  });

/** A tooltip with the value of each line at a place. @param title the title for a value of the horizontal axis */
export const valuesTooltip = (theme: ChartTheme, title: (x: number) => string) => ({
  ...themedTooltip(theme),
  callbacks: {
    title: (items: { parsed: { x: number | null } }[]): string => title(items[0]?.parsed.x ?? NaN),
    label: ({ dataset, parsed }: { dataset: { label?: string }; parsed: { y: number | null } }): string =>
      `${dataset.label ?? ''}: ${number(parsed.y ?? NaN)}`,
  },
});

function scaleOf(theme: ChartTheme, { title, logarithmic = false, ...bounds }: Axis, lines: boolean) {
  const font = { family: theme.fontFamily, size: fontSize };
  return {
    ...bounds,
    type: logarithmic ? ('logarithmic' as const) : ('linear' as const),
    border: { color: theme.grid },
    grid: { color: theme.grid, display: lines, drawTicks: false },
    title: { display: true, text: title, color: theme.muted, font },
    ticks: {
      color: theme.muted,
      font,
      padding: 6,
      maxTicksLimit: 8,
      includeBounds: false,
      callback: (value: number | string) => tick(Number(value)),
    },
    ...(logarithmic && { afterBuildTicks: useRoundTicks }),
  };
}

function useRoundTicks(scale: Scale): void {
  scale.ticks = logarithmicTicks(scale.min, scale.max).map(value => ({ value }));
}
