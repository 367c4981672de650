/** A model that forecasts a series of numbers: plain methods and a network, each believed as far as it was right on values it had not read. */
import type { SeriesOptions } from '../../options/series';
import { message } from '../../words/message';
import { cannot, layersMessage } from '../describing';
import type { KindDescription } from '../kind';

export const series = {
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
  insideRefusal: name => message('error.noInside.series', { name }),
  further: ({ data, network, optimiser, training }, ofModel) => ({
    // What was kept aside is not learned now, to judge what has learned it.
    data: { ...data, inputs: ofModel.data.inputs, heldOut: ofModel.data.heldOut },
    network: { ...ofModel.network, dropout: network.dropout },
    optimiser,
    training: { ...training, validationFraction: ofModel.training.validationFraction },
  }),
  epochs: ({ training }) => training.epochs,
} satisfies KindDescription<SeriesOptions>;
