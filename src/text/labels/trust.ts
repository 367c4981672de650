/**
 * Several classifiers as one: p(c) ~ product of p_j(c)^w_j, the weights learned on texts that none of them has read (logarithmic pooling; of one
 * classifier this is the scaling by a temperature of C. Guo et al., "On Calibration of Modern Neural Networks", 2017).
 */

/** [N, C] log probabilities of a classifier, row by row. */
export type LogProbabilities = Float32Array;

/** p into `into`. @param of each classifier the row's log probabilities, at `at` */
export function pooled(
  of: readonly LogProbabilities[],
  weights: ArrayLike<number>,
  at: number,
  into: Float64Array,
): void {
  let most = -Infinity;
  for (let c = 0; c < into.length; c++) {
    let score = 0;
    for (let j = 0; j < of.length; j++) score += weights[j]! * of[j]![at + c]!;
    into[c] = score;
    most = Math.max(most, score);
  }
  let sum = 0;
  for (let c = 0; c < into.length; c++) sum += into[c] = Math.exp(into[c]! - most);
  for (let c = 0; c < into.length; c++) into[c]! /= sum;
}

const rounds = 300;
/** Counts as much as so many texts whose scores vary by a nat: a handful of texts cannot make one believe another than before. */
const prior = 10;
const most = 4;

/**
 * The weights that make the labels likeliest, none below 0. Projected gradient: the loss is convex.
 * @param before what is believed without any text
 */
export function trustIn(
  of: readonly LogProbabilities[],
  labels: Int32Array,
  classes: number,
  before: readonly number[],
): Float64Array {
  const weights = Float64Array.from(before);
  const p = new Float64Array(classes);
  const gradient = new Float64Array(of.length);
  const curvature = new Float64Array(of.length);
  for (let round = 0; round < rounds && labels.length > 0; round++) {
    for (let j = 0; j < of.length; j++) {
      gradient[j] = prior * (weights[j]! - before[j]!);
      curvature[j] = prior;
    }
    for (let n = 0; n < labels.length; n++) {
      const at = n * classes;
      pooled(of, weights, at, p);
      for (let j = 0; j < of.length; j++) {
        let mean = 0;
        let square = 0;
        for (let c = 0; c < classes; c++) {
          const score = Math.max(-30, of[j]![at + c]!);
          mean += p[c]! * score;
          square += p[c]! * score * score;
        }
        gradient[j]! += mean - Math.max(-30, of[j]![at + labels[n]!]!);
        curvature[j]! += Math.max(0, square - mean * mean);
      }
    }
    let moved = 0;
    for (let j = 0; j < of.length; j++) {
      // The classifiers agree mostly: a step as if each were alone is as many times too long as there are of them.
      const next = Math.min(most, Math.max(0, weights[j]! - gradient[j]! / (of.length * curvature[j]!)));
      moved += Math.abs(next - weights[j]!);
      weights[j] = next;
    }
    if (moved < 1e-5) break;
  }
  return weights;
}

const folds = 5;
/** Texts that the choice is made by, at most. */
const mostToChoose = 2000;

/**
 * The weights of the classifiers: all weight for the one with the lowest loss after its temperature was fitted on other texts, or weights of
 * all of them if their mixture has a lower loss.
 * @param before as of `trustIn`
 */
export function chosenTrust(
  of: readonly LogProbabilities[],
  labels: Int32Array,
  classes: number,
  before: readonly number[],
): Float64Array {
  const all = of.map((_, voice) => voice);
  const fit = (voices: readonly number[], from: readonly LogProbabilities[], right: Int32Array): Float64Array => {
    const only = trustIn(
      voices.map(voice => from[voice]!),
      right,
      classes,
      voices.length === 1 ? [1] : before,
    );
    return Float64Array.from(all, voice => only[voices.indexOf(voice)] ?? 0);
  };
  const count = Math.min(mostToChoose, labels.length);
  if (count < 2 * folds) return fit(all, of, labels);
  /** Nats of all texts, each by weights that have not seen it. */
  const lossOf = (voices: readonly number[]): number => {
    let loss = 0;
    const p = new Float64Array(classes);
    for (let fold = 0; fold < folds; fold++) {
      const places = Array.from({ length: count }, (_, n) => n);
      const others = places.filter(n => n % folds !== fold);
      const weights = fit(
        voices,
        of.map(logs =>
          Float32Array.from(
            { length: others.length * classes },
            (_, i) => logs[others[Math.floor(i / classes)]! * classes + (i % classes)]!,
          ),
        ),
        Int32Array.from(others, n => labels[n]!),
      );
      for (const n of places.filter(place => place % folds === fold)) {
        pooled(of, weights, n * classes, p);
        loss -= Math.log(Math.max(1e-30, p[labels[n]!]!));
      }
    }
    return loss;
  };
  const alone = all.map(voice => ({ voice, loss: lossOf([voice]) }));
  const best = alone.reduce((found, next) => (next.loss < found.loss ? next : found));
  return fit(lossOf(all) < best.loss ? all : [best.voice], of, labels);
}
