/**
 * How far the statistics are believed: by their answers to the texts that they are trained on, each by statistics that have read the other folds
 * alone. What is held out to choose by is a tenth of the texts; these are all of them.
 */
import type { Pausable } from '../../text/pausable';
import { Random } from '../../text/random/random';
import { enoughToChoose, type Answers } from '../../text/labels/chooseVoices';
import type { LabelledSet, Statistics } from './statistics';

const folds = 5;

export interface GroupedSet extends LabelledSet {
  /** As of `groupingSimilar`. */
  groups: Int32Array;
}

/** @param texts that the statistics were trained on, and those that they were held against: as many folds answer as are enough to choose by */
export function* heldOutAnswers(
  statistics: Statistics,
  texts: GroupedSet,
  classes: number,
  seed: number,
): Pausable<Answers> {
  const foldOf = foldsOf(texts.groups, seed);
  const answers: [number[], number[]] = [[], []];
  const labels: number[] = [];
  for (let fold = 0; fold < folds && labels.length < enoughToChoose(classes); fold++) {
    const asked = partOf(texts, place => foldOf[place] === fold);
    if (asked.labels.length === 0) continue;
    const others = yield* statistics.anew(
      partOf(texts, place => foldOf[place] !== fold),
      seed,
    );
    const found = yield* others.logProbabilities(asked.texts);
    for (const [voice, logs] of found.entries()) for (const log of logs) answers[voice]!.push(log);
    labels.push(...asked.labels);
  }
  return { of: answers.map(logs => Float32Array.from(logs)), labels: Int32Array.from(labels), classes };
}

/** Texts that say nearly the same are in one fold. */
function foldsOf(groups: Int32Array, seed: number): Int32Array {
  const distinct = Int32Array.from(new Set(groups));
  new Random(seed).shuffle(distinct);
  const foldOf = new Map(Array.from(distinct, (group, turn) => [group, turn % folds]));
  return groups.map(group => foldOf.get(group)!);
}

function partOf({ texts, labels }: LabelledSet, isIn: (place: number) => boolean): LabelledSet {
  return {
    texts: texts.filter((_, place) => isIn(place)),
    labels: labels.filter((_, place) => isIn(place)),
  };
}

export const together = (...sets: GroupedSet[]): GroupedSet => ({
  texts: sets.flatMap(({ texts }) => texts),
  labels: Int32Array.from(sets.flatMap(set => [...set.labels])),
  groups: Int32Array.from(sets.flatMap(set => [...set.groups])),
});
