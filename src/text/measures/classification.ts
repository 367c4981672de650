/** How well labels are predicted. */
import { Random } from '../random/random';

export interface ClassFigures {
  /** Texts that have the label. */
  count: number;
  /** Of those that were given the label, the share that has it; and of those that have it, the share that was given it. NaN of none. */
  precision: number;
  recall: number;
  /** Their harmonic mean: 2 right / (given + have). */
  f1: number;
  intervals: { precision: Interval; recall: Interval; f1: Interval };
}

/** 95 % */
export type Interval = [number, number];

export interface ReliabilityBin {
  count: number;
  /** Means over the texts of the bin. */
  confidence: number;
  accuracy: number;
}

export interface ClassificationFigures {
  texts: number;
  accuracy: number;
  /** Of the accuracy, 95 % (E. Wilson 1927). */
  interval: Interval;
  macroF1: number;
  /** Of the mean over labels, by resampling the texts; where all are right, that of the accuracy. */
  macroF1Interval: Interval;
  classes: ClassFigures[];
  /** [label][prediction]: texts */
  confusion: number[][];
  /** Mean distance of confidence and accuracy over the bins, weighted by their texts (M. Pakdaman Naeini et al. 2015). */
  calibrationError: number;
  reliability: ReliabilityBin[];
  /** -log p of the right label, mean, nats. */
  loss: number;
}

const bins = 10;

/** @param probabilities [N, C] */
export function classificationFigures(
  probabilities: Float32Array,
  labels: Int32Array,
  classes: number,
): ClassificationFigures {
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  const reliability = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, accuracy: 0 }));
  let loss = 0;
  for (const [n, label] of labels.entries()) {
    const p = probabilities.subarray(n * classes, (n + 1) * classes);
    const guess = likeliest(p);
    confusion[label]![guess]! += 1;
    loss -= Math.log(Math.max(1e-12, p[label]!));
    const bin = reliability[Math.min(bins - 1, Math.floor(p[guess]! * bins))]!;
    bin.count += 1;
    bin.confidence += p[guess]!;
    bin.accuracy += guess === label ? 1 : 0;
  }
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  const figures = confusion.map((row, label): ClassFigures => {
    const given = confusion.reduce((sum, other) => sum + other[label]!, 0);
    const count = row.reduce((sum, texts) => sum + texts, 0);
    const hits = row[label]!;
    return {
      count,
      precision: hits / given,
      recall: hits / count,
      f1: (2 * hits) / (given + count),
      intervals: {
        precision: wilsonInterval(hits, given),
        recall: wilsonInterval(hits, count),
        f1: f1Interval(hits, given, count),
      },
    };
  });
  const filled = reliability
    .filter(({ count }) => count > 0)
    .map(({ count, confidence, accuracy }) => ({
      count,
      confidence: confidence / count,
      accuracy: accuracy / count,
    }));
  const apart = filled.reduce((sum, bin) => sum + bin.count * Math.abs(bin.confidence - bin.accuracy), 0);
  return {
    texts: labels.length,
    accuracy: right / labels.length,
    interval: wilsonInterval(right, labels.length),
    macroF1: macroF1Of(confusion),
    // Texts that are all right stay so however they are drawn: that would be an interval without width, as of a certainty.
    macroF1Interval: right === labels.length ? wilsonInterval(right, labels.length) : resampledMacroF1(confusion),
    classes: figures,
    confusion,
    calibrationError: apart / labels.length,
    reliability: filled,
    loss: loss / labels.length,
  };
}

/** The first of the largest. */
export function likeliest(values: ArrayLike<number>): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if (values[c]! > values[best]!) best = c;
  return best;
}

/**
 * 95 %, of F1. Of the texts that have the label or were given it the share J has both: F1 = 2 J / (1 + J) rises with J, so that Wilson's interval
 * of J becomes one of F1.
 */
function f1Interval(hits: number, given: number, have: number): Interval {
  const [low, high] = wilsonInterval(hits, given + have - hits);
  return [(2 * low) / (1 + low), (2 * high) / (1 + high)];
}

/** Of the labels that any text has. @param confusion [label][prediction] */
function macroF1Of(confusion: readonly (readonly number[])[]): number {
  const have = confusion.map(row => row.reduce((sum, texts) => sum + texts, 0));
  const given = confusion.map((_, label) => confusion.reduce((sum, row) => sum + row[label]!, 0));
  return meanF1(
    confusion.map((row, label) => row[label]!),
    have,
    given,
  );
}

function meanF1(hits: ArrayLike<number>, have: ArrayLike<number>, given: ArrayLike<number>): number {
  let [sum, labels] = [0, 0];
  for (let label = 0; label < have.length; label++) {
    if (have[label] === 0) continue;
    labels++;
    sum += (2 * hits[label]!) / (have[label]! + given[label]!);
  }
  return sum / labels;
}

const resamples = 400;
/** Texts drawn altogether, at most: of many texts fewer samples tell as much. */
const mostDrawn = 8_000_000;

/** Texts are drawn from those that were judged as often as there are of them (B. Efron 1979: the bootstrap's percentiles); always the same ones. */
function resampledMacroF1(confusion: readonly (readonly number[])[]): Interval {
  const pairs = confusion.flatMap((row, label) =>
    row.flatMap((texts, prediction) => Array.from({ length: texts }, () => [label, prediction] as const)),
  );
  if (pairs.length === 0) return [0, 1];
  const random = new Random(1);
  const classes = confusion.length;
  const found = Array.from({ length: Math.max(40, Math.min(resamples, Math.floor(mostDrawn / pairs.length))) }, () => {
    const [hits, have, given] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
    for (let draw = 0; draw < pairs.length; draw++) {
      const [label, prediction] = pairs[random.integer(pairs.length)]!;
      have[label]! += 1;
      given[prediction]! += 1;
      if (label === prediction) hits[label]! += 1;
    }
    return meanF1(hits, have, given);
  }).sort((a, b) => a - b);
  const at = (share: number): number => found[Math.round(share * (found.length - 1))]!;
  return [at(0.025), at(0.975)];
}

/** 95 % */
export function wilsonInterval(right: number, of: number): Interval {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = right / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  // Exactly 0 and 1 at the ends, where rounding leaves 0.9999999.
  return [right === 0 ? 0 : middle - reach, right === of ? 1 : middle + reach];
}
