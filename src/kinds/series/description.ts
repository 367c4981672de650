/** A model that forecasts a series of numbers: plain methods and a network, each believed as far as it was right on values it had not read. */
import type { SeriesOptions } from '../../options/series';
import { message } from '../../words/message';
import { cannot, layersMessage } from '../describing';
import type { KindDescription } from '../kind';

export const series: KindDescription<SeriesOptions> = {
  id: 'series',
  data: 'series',
  chosenFor: 'forecast',
  uses: () => ['forecast', 'evaluate'],
  refusal: cannot,
  /** "Forecast, GRU, 1 layer of 32, and statistics" */
  describe: ({ network }) =>
    message(`model.series.${network.form}`, {
      cell: message(`cell.${network.cell}`),
      layers: layersMessage(network),
      lags: network.lags,
    }),
  epochs: ({ training }) => training.epochs,
};
