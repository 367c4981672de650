/** The arrays of a network that forecasts. */
import type { SeriesNetworkOptions, SeriesOptions } from '../../../options/series';
import type { NamedArray } from '../../../nn/parameters';
import { filled, Initialiser, noDraws, shapeOnly, type Draws, type StackShape } from '../../../nn/shape';

export interface SeriesShape extends SeriesNetworkOptions {
  /** The one that is forecast and those that help: C. */
  columns: number;
}

export const shapeOf = ({ network, data }: Pick<SeriesOptions, 'network' | 'data'>): SeriesShape => ({
  ...network,
  columns: 1 + data.inputs.length,
});

export const stackShape = (shape: SeriesShape): StackShape => ({ ...shape, bidirectional: false, weightDropout: 0 });

/**
 * Recurrent: `layers.*` and `output.w` [H, C]; layers: `hidden.0.w` [tau C, H], `hidden.1.w` [H, H], ... with `hidden.*.b`, `output.w` [H, C]; the
 * weighted sum: `output.w` [tau C, C]. All of them `output.b` [C]. What is forecast is the first column.
 */
export const initialSeriesParameters = (shape: SeriesShape, draws: Draws): NamedArray[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, widthOf(shape), draws, filled));

export const seriesParameterShapes = (shape: SeriesShape): Omit<NamedArray, 'data'>[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, widthOf(shape), noDraws, shapeOnly));

/** What the output layer reads. */
const widthOf = ({ form, lags, hiddenSize, columns }: SeriesShape): number =>
  form === 'linear' ? lags * columns : hiddenSize;

function parametersOf<T>(shape: SeriesShape, make: Initialiser<T>): T[] {
  const { form, lags, hiddenSize, layers, columns } = shape;
  const hidden = Array.from({ length: form === 'mlp' ? layers : 0 }, (_, layer) => [
    make.matrix(`hidden.${layer}.w`, layer === 0 ? lags * columns : hiddenSize, hiddenSize),
    make.zeros(`hidden.${layer}.b`, hiddenSize),
  ]).flat();
  return [
    ...(form === 'recurrent' ? make.stack('', stackShape(shape), columns) : hidden),
    make.matrix('output.w', widthOf(shape), columns),
    make.zeros('output.b', columns),
  ];
}
