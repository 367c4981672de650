/**
 * Which of several classifiers are believed, and how far: their answers to texts that none of them has read are what is learned from (D. Wolpert,
 * "Stacked generalization", 1992), and the fewest of them that do within one standard error as well as the best are taken (L. Breiman et al.,
 * "Classification and Regression Trees", 1984): a few hundred texts do not tell a little help from none.
 */
import { pooled, trustIn, type LogProbabilities } from './trust';

const folds = 5;
/** Texts that the choice is made by: with many labels each text says more, and takes longer. */
export const enoughToChoose = (classes: number): number => Math.round(Math.max(500, Math.min(4000, 200_000 / classes)));

/** What each classifier makes of the same texts, and what is right. */
export interface Answers {
  of: readonly LogProbabilities[];
  labels: Int32Array;
  classes: number;
}

/** @param before as of `trustIn` @returns the weight of each, 0 of those that are not believed */
export function chosenTrust(answers: Answers, before: readonly number[]): Float64Array {
  const all = answers.of.map((_, voice) => voice);
  const { labels, classes } = answers;
  const count = Math.min(enoughToChoose(classes), labels.length);
  if (count < 2 * folds) return Float64Array.from(before);
  const few = rowsOf(
    answers,
    Array.from({ length: count }, (_, n) => n),
  );
  /** The best of each size, the smallest first. */
  const sizes = all.map((_, fewer) =>
    subsetsOf(all, fewer + 1)
      .map(voices => ({ voices, losses: heldOutLosses(voices, few, before) }))
      .reduce((best, next) => (sumOf(next.losses) < sumOf(best.losses) ? next : best)),
  );
  const best = sizes.reduce((found, next) => (sumOf(next.losses) < sumOf(found.losses) ? next : found));
  const chosen = sizes.find(({ losses }) => isWithinError(losses, best.losses)) ?? best;
  return fitted(chosen.voices, answers, before);
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Whether `losses` are on average at most one standard error of the difference above `best`, text by text. */
function isWithinError(losses: Float64Array, best: Float64Array): boolean {
  const differences = losses.map((loss, n) => loss - best[n]!);
  const mean = sumOf(differences) / differences.length;
  const variance = sumOf(differences.map(of => (of - mean) ** 2)) / (differences.length - 1);
  return mean <= Math.sqrt(variance / differences.length);
}

const subsetsOf = (all: readonly number[], size: number): number[][] =>
  size === 0
    ? [[]]
    : all.flatMap((first, place) => subsetsOf(all.slice(place + 1), size - 1).map(rest => [first, ...rest]));

/** Weights of those alone. */
function fitted(voices: readonly number[], { of, labels, classes }: Answers, before: readonly number[]): Float64Array {
  const only = trustIn(
    voices.map(voice => of[voice]!),
    labels,
    classes,
    voices.length === 1 ? [1] : voices.map(voice => before[voice]!),
  );
  return Float64Array.from(of, (_, voice) => only[voices.indexOf(voice)] ?? 0);
}

/** Nats of each text, by weights that have not seen it. */
function heldOutLosses(voices: readonly number[], answers: Answers, before: readonly number[]): Float64Array {
  const { of, labels, classes } = answers;
  const losses = new Float64Array(labels.length);
  const p = new Float64Array(classes);
  const places = Array.from(labels, (_, n) => n);
  for (let fold = 0; fold < folds; fold++) {
    const weights = fitted(
      voices,
      rowsOf(
        answers,
        places.filter(n => n % folds !== fold),
      ),
      before,
    );
    for (let n = fold; n < labels.length; n += folds) {
      pooled(of, weights, n * classes, p);
      losses[n] = -Math.log(Math.max(1e-30, p[labels[n]!]!));
    }
  }
  return losses;
}

const rowsOf = ({ of, labels, classes }: Answers, places: readonly number[]): Answers => ({
  of: of.map(logs => {
    const rows = new Float32Array(places.length * classes);
    for (const [row, n] of places.entries()) rows.set(logs.subarray(n * classes, (n + 1) * classes), row * classes);
    return rows;
  }),
  labels: Int32Array.from(places, n => labels[n]!),
  classes,
});
