/** Shows a vertical line at the pointer and the value of every curve there. */
import { Interaction, type Chart, type InteractionItem, type InteractionModeFunction, type Plugin } from 'chart.js';

declare module 'chart.js' {
  interface InteractionModeMap {
    everyLine: InteractionModeFunction;
  }
}

/** For each visible line the point nearest to the pointer, the nearest of all first. A line with a single marked point counts only at that point. */
Interaction.modes.everyLine = (chart, event) => {
  const x = event.x ?? NaN;
  const distance = ({ element }: InteractionItem): number => Math.abs(element.x - x);
  return chart
    .getSortedVisibleDatasetMetas()
    .filter(({ data }) => data.length > 1)
    .flatMap(({ index: datasetIndex, data }) => {
      const items = data.map((element, index) => ({ element, datasetIndex, index }));
      const nearest = items.reduce<InteractionItem | undefined>(
        (best, item) => (best && distance(best) <= distance(item) ? best : item),
        undefined,
      );
      return nearest ? [nearest] : [];
    })
    .sort((one, other) => distance(one) - distance(other));
};

/** @param colour of the line */
export const cursorLine = (colour: () => string): Plugin<'line'> => ({
  id: 'cursorLine',
  afterDatasetsDraw(chart: Chart) {
    const [active] = chart.getActiveElements();
    if (!active) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.strokeStyle = colour();
    ctx.beginPath();
    ctx.moveTo(active.element.x, chartArea.top);
    ctx.lineTo(active.element.x, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
});
