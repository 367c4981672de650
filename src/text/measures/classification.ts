/** How well labels are predicted. */

export interface ClassFigures {
  /** Texts that have the label. */
  count: number;
  /** Of those that were given the label, the share that has it; and of those that have it, the share that was given it. NaN of none. */
  precision: number;
  recall: number;
  /** Their harmonic mean: 2 right / (given + have). */
  f1: number;
}

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
  interval: [number, number];
  macroF1: number;
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
    return { count, precision: hits / given, recall: hits / count, f1: (2 * hits) / (given + count) };
  });
  const judged = figures.filter(({ count }) => count > 0);
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
    macroF1: judged.reduce((sum, { f1 }) => sum + f1, 0) / judged.length,
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

/** 95 % */
export function wilsonInterval(right: number, of: number): [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = right / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return [middle - reach, middle + reach];
}
