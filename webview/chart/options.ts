/** What the charts of the page have in common: axes and hovers that look like the editor's. */
import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip } from 'chart.js';
import type { ChartOptions } from 'chart.js';
import { formatTick } from '../format';
import type { ChartTheme } from './theme';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

/** Nothing moves by itself, and points come as { x, y }. */
export const quietOptions = { animation: false, parsing: false, maintainAspectRatio: false } as const;

export interface Axis {
  title: string;
  logarithmic?: boolean;
  min?: number;
  max?: number;
}

export function themedOptions(
  theme: ChartTheme,
  { x, y }: { x: Axis; y: Axis },
): Pick<ChartOptions<'line'>, 'font' | 'scales'> {
  return {
    font: { family: theme.fontFamily, size: 11 },
    scales: { x: scaleOf(theme, x, false), y: scaleOf(theme, y, true) },
  };
}

export const themedTooltip = ({ hover }: ChartTheme) => ({
  backgroundColor: hover.background,
  borderColor: hover.border,
  borderWidth: 1,
  titleColor: hover.foreground,
  bodyColor: hover.foreground,
  cornerRadius: 3,
  caretSize: 0,
  padding: 8,
  boxPadding: 4,
  usePointStyle: true,
});

function scaleOf(theme: ChartTheme, { title, logarithmic = false, ...bounds }: Axis, grid: boolean) {
  return {
    ...bounds,
    type: logarithmic ? ('logarithmic' as const) : ('linear' as const),
    border: { color: theme.grid },
    grid: { color: theme.grid, display: grid, drawTicks: false },
    title: { display: true, text: title, color: theme.muted },
    ticks: {
      color: theme.muted,
      padding: 6,
      maxTicksLimit: 8,
      includeBounds: false,
      callback: (value: number | string) => formatTick(Number(value)),
    },
  };
}
