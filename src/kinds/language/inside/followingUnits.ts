/** Which units follow something in a text. */
import type { Reading } from '../../../predictor/reading';
import { valuesOf } from '../../../engine/values';
import { cellOf } from '../../../protocol/cells';
import { featureNames, type FollowingUnit, type StatePlace } from '../../../protocol/inside';
import { followFeatures } from '../../../text/features';
import { Correlations } from '../../../text/measures/correlation';
import type { Pause } from '../../../training/pause';
import type { LanguageModel } from '../languageModel';
import { readInChunks } from './readInChunks';

/** Rows of the text side by side; half of them choose the units, the others judge them. */
const rows = 16;
/** What follows less than this is not said to follow. */
const leastCorrelation = 0.2;

/**
 * For each feature the unit whose state goes with it most on one half of the text, with how much it does on the other half: of so many units
 * some seem to follow anything.
 */
export async function followingUnits(
  model: LanguageModel,
  { vocabulary }: Reading,
  ids: Int32Array,
  pause: Pause,
): Promise<FollowingUnit[]> {
  const { layers, hiddenSize, cell } = model.shape;
  const features = followFeatures(Array.from(ids, id => vocabulary.token(id)));
  const states: readonly StatePlace['state'][] = cellOf(cell).cellState ? ['h', 'c'] : ['h'];
  const places = Array.from({ length: layers }, (_, layer) =>
    states.map((state): StatePlace => ({ layer, state })),
  ).flat();
  const half = () => places.map(() => new Correlations(hiddenSize, featureNames.length));
  const [chosenBy, judgedBy] = [half(), half()];
  const length = Math.floor(ids.length / rows);
  await readInChunks(model, ids.subarray(0, rows * length), rows, pause, (traces, start) => {
    traces
      .flatMap(trace => states.map(state => trace[state]!))
      .forEach((sequence, place) => {
        const read = valuesOf(sequence);
        for (let step = 0; step < sequence.shape[0]; step++)
          for (let row = 0; row < rows; row++) {
            const at = row * length + start + step;
            const of = row % 2 === 0 ? chosenBy : judgedBy;
            of[place]!.add(
              read,
              (step * rows + row) * hiddenSize,
              featureNames.map(name => features[name][at]!),
            );
          }
      });
  });
  return featureNames
    .flatMap((feature, quantity): FollowingUnit[] => {
      const candidates = places.flatMap((place, index) =>
        Array.from({ length: hiddenSize }, (_, unit) => ({
          place,
          index,
          unit,
          strength: Math.abs(chosenBy[index]!.of(unit, quantity)),
        })),
      );
      const best = candidates.reduce((one, other) => (other.strength > one.strength ? other : one));
      const correlation = judgedBy[best.index]!.of(best.unit, quantity);
      return Math.abs(correlation) < leastCorrelation ? [] : [{ ...best.place, unit: best.unit, feature, correlation }];
    })
    .sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation));
}
