/** Classifiers that are one product with a sparse vector: naive Bayes, which is counted, and logistic regression, which is learned. */
import type { Pausable } from '../pausable';
import { Random } from '../random/random';
import type { SparseRows } from './features';

/** F places, C classes. */
export interface LinearWeights {
  /** [F, C] */
  w: Float32Array;
  /** [C] */
  b: Float32Array;
}

/** Log-odds of row r: b + sum of its values times their weights. */
export function scoresOf({ w, b }: LinearWeights, rows: SparseRows, r: number, scores: Float64Array): void {
  const classes = b.length;
  for (let c = 0; c < classes; c++) scores[c] = b[c]!;
  for (let i = rows.starts[r]!; i < rows.starts[r + 1]!; i++) {
    const at = rows.ids[i]! * classes;
    const value = rows.values[i]!;
    for (let c = 0; c < classes; c++) scores[c]! += value * w[at + c]!;
  }
}

/** In place. */
export function softmax(scores: Float64Array): void {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c]! - most);
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
}

export interface Examples {
  rows: SparseRows;
  /** Of each row, 0..C-1. */
  labels: Int32Array;
  classes: number;
}

/**
 * Bernoulli naive Bayes: which places a text has and which it has not (A. McCallum and K. Nigam 1998). P(f|c) = (texts of c with f + s) / (texts
 * of c + 2 s); places that no text has count for nothing. It reads values of 1: see `presence`.
 */
export function naiveBayes({ rows, labels, classes }: Examples, places: number, smoothing = 0.1): LinearWeights {
  const w = new Float32Array(places * classes);
  const texts = new Float64Array(classes);
  for (let r = 0; r < labels.length; r++) {
    const c = labels[r]!;
    texts[c]! += 1;
    for (let i = rows.starts[r]!; i < rows.starts[r + 1]!; i++) w[rows.ids[i]! * classes + c]! += 1;
  }
  const b = texts.map(count => Math.log((count + 1) / (labels.length + classes)));
  for (let f = 0; f < places; f++) {
    const counts = w.subarray(f * classes, (f + 1) * classes);
    if (counts.every(count => count === 0)) continue;
    for (let c = 0; c < classes; c++) {
      const p = (counts[c]! + smoothing) / (texts[c]! + 2 * smoothing);
      b[c]! += Math.log1p(-p);
      counts[c] = Math.log(p) - Math.log1p(-p);
    }
  }
  return { w, b: Float32Array.from(b) };
}

export const presence = (rows: SparseRows): SparseRows => ({
  ...rows,
  values: new Float32Array(rows.values.length).fill(1),
});

const rowsBetweenPauses = 256;

export interface RegressionOptions {
  epochs: number;
  rate: number;
  seed: number;
}

/**
 * Logistic regression by AdaGrad, row by row in an order drawn anew each epoch (J. Duchi et al. 2011). Yields between batches of rows.
 * @param afterEpoch is shown the weights, a view, and says whether to go on
 */
export function* logisticRegression(
  { rows, labels, classes }: Examples,
  places: number,
  { epochs, rate, seed }: RegressionOptions,
  afterEpoch: (weights: LinearWeights, epoch: number, trainLoss: number) => boolean,
): Pausable<void> {
  const weights = { w: new Float32Array(places * classes), b: new Float32Array(classes) };
  const squares = new Float32Array(places * classes).fill(1e-6);
  const biasSquares = new Float32Array(classes).fill(1);
  const random = new Random(seed);
  const order = Int32Array.from(labels, (_, r) => r);
  const p = new Float64Array(classes);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    random.shuffle(order);
    let loss = 0;
    for (let turn = 0; turn < order.length; turn++) {
      const r = order[turn]!;
      scoresOf(weights, rows, r, p);
      softmax(p);
      loss -= Math.log(Math.max(1e-12, p[labels[r]!]!));
      p[labels[r]!]! -= 1;
      for (let i = rows.starts[r]!; i < rows.starts[r + 1]!; i++) {
        const at = rows.ids[i]! * classes;
        const value = rows.values[i]!;
        for (let c = 0; c < classes; c++) {
          const gradient = value * p[c]!;
          squares[at + c]! += gradient * gradient;
          weights.w[at + c]! -= (rate * gradient) / Math.sqrt(squares[at + c]!);
        }
      }
      for (let c = 0; c < classes; c++) {
        biasSquares[c]! += p[c]! ** 2;
        weights.b[c]! -= (rate * p[c]!) / Math.sqrt(biasSquares[c]!);
      }
      if (turn % rowsBetweenPauses === 0) yield;
    }
    if (!afterEpoch(weights, epoch, loss / Math.max(1, labels.length))) return;
  }
}
