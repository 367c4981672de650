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
 * Multinomial naive Bayes over weighted counts (J. Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", 2003):
 * P(f|c) = (weights of f in texts of c + s) / (all weights in texts of c + s F), F being the places that any text has; the others count for
 * nothing. As the texts have unit length, their log-odds are smaller than those of plain counts, and nearer to what is true.
 */
export function naiveBayes({ rows, labels, classes }: Examples, places: number, smoothing = 0.01): LinearWeights {
  const w = new Float32Array(places * classes);
  const texts = new Float64Array(classes);
  const all = new Float64Array(classes);
  for (let r = 0; r < labels.length; r++) {
    const c = labels[r]!;
    texts[c]! += 1;
    for (let i = rows.starts[r]!; i < rows.starts[r + 1]!; i++) {
      w[rows.ids[i]! * classes + c]! += rows.values[i]!;
      all[c]! += rows.values[i]!;
    }
  }
  const isThere = (f: number): boolean => {
    for (let at = f * classes; at < (f + 1) * classes; at++) if (w[at]! > 0) return true;
    return false;
  };
  let used = 0;
  for (let f = 0; f < places; f++) used += Number(isThere(f));
  for (let f = 0; f < places; f++) {
    if (!isThere(f)) continue;
    for (let c = 0; c < classes; c++) {
      const at = f * classes + c;
      w[at] = Math.log((w[at]! + smoothing) / (all[c]! + smoothing * used));
    }
  }
  return { w, b: Float32Array.from(texts, count => Math.log((count + 1) / (labels.length + classes))) };
}

const rowsBetweenPauses = 256;

/** Logistic regression by AdaGrad, row by row in an order drawn anew each epoch (J. Duchi et al. 2011). */
export class LogisticRegression {
  /** That it has learned for. */
  epochs = 0;
  /** C, rounded up to pairs: two classes at a time take two thirds of the time of one. The one too many stays 0. */
  private readonly columns: number;
  /** [F, 2, columns]: the weights of a place, and beside them the squares of their gradients. Places are met at random, and are fetched once so. */
  private readonly moving: Float32Array;
  private readonly bias: Float32Array;
  private readonly biasSquares: Float32Array;
  private readonly random: Random;
  private readonly order: Int32Array;

  constructor(
    private readonly examples: Examples,
    private readonly places: number,
    readonly rate: number,
    seed: number,
  ) {
    const { labels, classes } = examples;
    const columns = (this.columns = classes + (classes % 2));
    this.moving = new Float32Array(2 * places * columns);
    for (let at = columns; at < this.moving.length; at += 2 * columns) this.moving.fill(1e-6, at, at + columns);
    this.bias = new Float32Array(classes);
    this.biasSquares = new Float32Array(classes).fill(1);
    this.random = new Random(seed);
    this.order = Int32Array.from(labels, (_, r) => r);
  }

  /** As they are now: a copy. */
  get weights(): LinearWeights {
    const { moving, places, columns } = this;
    const { classes } = this.examples;
    const w = new Float32Array(places * classes);
    for (let f = 0; f < places; f++)
      for (let c = 0; c < classes; c++) w[f * classes + c] = moving[2 * f * columns + c]!;
    return { w, b: this.bias.slice() };
  }

  /** Yields between batches of rows. @returns the mean loss while the weights moved, nats a text */
  *epoch(): Pausable<number> {
    const { bias, biasSquares, order, rate } = this;
    const { labels, classes } = this.examples;
    const errors = new Float64Array(this.columns);
    const p = errors.subarray(0, classes);
    this.random.shuffle(order);
    let loss = 0;
    for (let turn = 0; turn < order.length; turn++) {
      const r = order[turn]!;
      this.score(r, errors);
      for (let c = 0; c < classes; c++) p[c]! += bias[c]!;
      softmax(p);
      loss -= Math.log(Math.max(1e-12, p[labels[r]!]!));
      p[labels[r]!]! -= 1;
      this.move(r, errors);
      for (let c = 0; c < classes; c++) {
        biasSquares[c]! += p[c]! ** 2;
        bias[c]! -= (rate * p[c]!) / Math.sqrt(biasSquares[c]!);
      }
      if (turn % rowsBetweenPauses === 0) yield;
    }
    this.epochs += 1;
    return loss / Math.max(1, labels.length);
  }

  /** Sums of a row's values times their weights. */
  private score(row: number, into: Float64Array): void {
    const { moving, columns } = this;
    const { starts, ids, values } = this.examples.rows;
    const to = starts[row + 1]!;
    for (let c = 0; c < columns; c += 2) {
      let first = 0;
      let second = 0;
      for (let i = starts[row]!; i < to; i++) {
        const at = ids[i]! * 2 * columns + c;
        const value = values[i]!;
        first += value * moving[at]!;
        second += value * moving[at + 1]!;
      }
      into[c] = first;
      into[c + 1] = second;
    }
  }

  /** One step of the weights of a row. */
  private move(row: number, errors: Float64Array): void {
    const { moving, columns, rate } = this;
    const { starts, ids, values } = this.examples.rows;
    const to = starts[row + 1]!;
    for (let c = 0; c < columns; c += 2) {
      const first = errors[c]!;
      const second = errors[c + 1]!;
      for (let i = starts[row]!; i < to; i++) {
        const at = ids[i]! * 2 * columns + c;
        const beside = at + columns;
        const value = values[i]!;
        const g = value * first;
        const h = value * second;
        const squaresOfG = (moving[beside]! += g * g);
        const squaresOfH = (moving[beside + 1]! += h * h);
        moving[at]! -= (rate * g) / Math.sqrt(squaresOfG);
        moving[at + 1]! -= (rate * h) / Math.sqrt(squaresOfH);
      }
    }
  }
}
