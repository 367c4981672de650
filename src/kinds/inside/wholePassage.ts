/** What happens inside a network that reads a passage as a whole and then answers: its states and gates, and how its answer reaches back to them. */
import { grads, reshape, tidy, zeros, type Rank, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Nudges, RecurrentTrace } from '../../engine/composition/trace';
import { valuesOf } from '../../engine/values';
import { directionsOf, type StackShape } from '../../nn/shape';
import { cellOf } from '../../protocol/cells';
import type { GradientReach, InsideReport, LayerPlace } from '../../protocol/inside';
import type { Pause } from '../../training/pause';
import { asBytes, sequencesOf, signalsOf } from './signals';

export interface PassageReader {
  shape: StackShape;
  /** T of the passage. */
  steps: number;
  /** One entry a layer and direction, [T, 1, H] each. */
  trace(nudges?: readonly Nudges[]): RecurrentTrace[];
  /** The score of the answer, before it is made a probability: a gradient of that does not fade where the network is sure. */
  score(traces: readonly RecurrentTrace[]): Scalar;
}

type Seen = Pick<InsideReport, 'units' | 'layers'> & Pick<GradientReach, 'lines'>;

export async function seenInPassage(reader: PassageReader, pause: Pause): Promise<Seen> {
  const { shape } = reader;
  const places = placesIn(shape);
  const signals = signalsOf(shape.cell);
  const values = tidy(() =>
    reader.trace().map(trace => sequencesOf(trace).map(sequence => valuesOf(sequence).slice())),
  );
  await pause();
  return {
    units: shape.hiddenSize,
    layers: places.map((place, at) => ({
      ...place,
      signals: signals.map((signal, which) => asBytes(signal, values[at]![which]!)),
    })),
    // What is added to the states of a single step cannot be told apart from it.
    lines: reader.steps < 2 ? [] : await linesOf(reader, places),
  };
}

const placesIn = (shape: StackShape): LayerPlace[] =>
  Array.from({ length: shape.layers }, (_, layer) =>
    directionsOf(shape).map((direction): LayerPlace =>
      direction === 'reverse.' ? { layer, reverse: true } : { layer },
    ),
  ).flat();

/** Steps back are counted in the order in which a direction reads. */
async function linesOf(reader: PassageReader, places: readonly LayerPlace[]): Promise<Seen['lines']> {
  const { shape, steps } = reader;
  const { cellState } = cellOf(shape.cell);
  const states = cellState ? (['h', 'c'] as const) : (['h'] as const);
  const size: [number, number, number] = [steps, 1, shape.hiddenSize];
  const gradients = tidy(() =>
    grads((...added: Tensor[]) => {
      const of = (at: number) => reshape<Rank.R3>(added[at]!, size);
      const nudges = places.map((_, place): Nudges =>
        cellState ? { h: of(2 * place), c: of(2 * place + 1) } : { h: of(place) },
      );
      return reader.score(reader.trace(nudges));
    })(places.flatMap(() => states.map(() => zeros(size)))),
  );
  const lines: Seen['lines'] = [];
  for (const [at, place] of places.entries())
    for (const [which, state] of states.entries()) {
      const gradient = gradients[at * states.length + which]!;
      const read = await gradient.data<'float32'>();
      const norm = (step: number): number =>
        Math.hypot(...read.subarray(step * shape.hiddenSize, (step + 1) * shape.hiddenSize));
      lines.push({
        ...place,
        state,
        norms: Array.from({ length: steps }, (_, back) => norm(place.reverse ? back : steps - 1 - back)),
      });
      gradient.dispose();
    }
  return lines;
}
