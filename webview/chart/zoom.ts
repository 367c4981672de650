/** Zoom and pan: Ctrl and the wheel, dragging, and the keyboard (+ - arrows, 0 shows everything again). */
import { Chart } from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';

Chart.register(zoomPlugin);

const zoomIn = 1.25;
/** Pixels per key press. */
const stride = 60;

/** @param onChange called when another part is shown */
export const zoomOptions = (onChange: () => void) => ({
  // A wheel without a key scrolls the page.
  zoom: { wheel: { enabled: true, modifierKey: 'ctrl' as const }, mode: 'xy' as const, onZoom: onChange },
  pan: { enabled: true, mode: 'xy' as const, threshold: 5, onPan: onChange },
});

export function zoomByKeys(canvas: HTMLCanvasElement, chart: Chart, showAll: () => void): void {
  const steps: Readonly<Record<string, () => void>> = {
    '+': () => chart.zoom(zoomIn),
    '-': () => chart.zoom(1 / zoomIn),
    '0': showAll,
    ArrowLeft: () => chart.pan({ x: stride }),
    ArrowRight: () => chart.pan({ x: -stride }),
    ArrowUp: () => chart.pan({ y: stride }),
    ArrowDown: () => chart.pan({ y: -stride }),
  };
  canvas.tabIndex = 0;
  canvas.addEventListener('keydown', event => {
    const step =
      event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key === '=' ? '+' : event.key];
    if (!step) return;
    event.preventDefault();
    step();
  });
}
