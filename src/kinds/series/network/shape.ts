/** The arrays of a network that forecasts. */
import type { SeriesNetworkOptions } from '../../../options/series';
import type { NamedArray } from '../../../nn/parameters';
import { filled, Initialiser, noDraws, shapeOnly, type Draws, type StackShape } from '../../../nn/shape';

export type SeriesShape = SeriesNetworkOptions;

export const stackShape = (shape: SeriesShape): StackShape => ({ ...shape, bidirectional: false, weightDropout: 0 });

/**
 * Recurrent: `layers.*` and `output.w` [H, 1]; layers: `hidden.0.w` [tau, H], `hidden.1.w` [H, H], ... with `hidden.*.b`, `output.w` [H, 1]; the
 * weighted sum: `output.w` [tau, 1]. All of them `output.b` [1].
 */
export const initialSeriesParameters = (shape: SeriesShape, draws: Draws): NamedArray[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, widthOf(shape), draws, filled));

export const seriesParameterShapes = (shape: SeriesShape): Omit<NamedArray, 'data'>[] =>
  parametersOf(shape, new Initialiser(shape.initialisation, widthOf(shape), noDraws, shapeOnly));

/** What the output layer reads. */
const widthOf = ({ form, lags, hiddenSize }: SeriesShape): number => (form === 'linear' ? lags : hiddenSize);

function parametersOf<T>(shape: SeriesShape, make: Initialiser<T>): T[] {
  const { form, lags, hiddenSize, layers } = shape;
  const hidden = Array.from({ length: form === 'mlp' ? layers : 0 }, (_, layer) => [
    make.matrix(`hidden.${layer}.w`, layer === 0 ? lags : hiddenSize, hiddenSize),
    make.zeros(`hidden.${layer}.b`, hiddenSize),
  ]).flat();
  return [
    ...(form === 'recurrent' ? make.stack('', stackShape(shape), 1) : hidden),
    make.matrix('output.w', widthOf(shape), 1),
    make.zeros('output.b', 1),
  ];
}
