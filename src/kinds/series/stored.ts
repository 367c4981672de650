/** What the folder of a model that forecasts holds: its network; the series and the weights of the forecasters are in the record of its training. */
import type { StoredKind } from '../../store/models';
import { seriesParameterShapes, shapeOf } from './network/shape';

export const storedSeriesModel: StoredKind<'series'> = {
  kind: 'series',
  vocabularies: 0,
  tensors: ({ options }) => seriesParameterShapes(shapeOf(options)),
};
