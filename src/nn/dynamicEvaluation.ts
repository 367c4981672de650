/**
 * Weights that go on learning from what is read: dynamic evaluation (Krause et al. 2018, arXiv 1709.07432),
 *   theta <- theta - rate * g / (r + floor * R) + min(1, decay * r / R) * (theta_trained - theta)
 * where g is the gradient of what was just read, r the root mean square of a weight's gradients and R its mean over all weights.
 * r is learned on the way, as a mean of each row times one of each column (Adafactor, Shazeer and Stern 2018): nothing is kept with
 * a model, and a few texts tell enough.
 */
import type { NamedArray } from './parameters';

export interface AdaptingRates {
  /** Learning rate of a weight whose gradients have the mean size. */
  rate: number;
  /** Share of the way back to the trained weight in each step. */
  decay: number;
  /** Keeps weights that hardly ever get a gradient from taking long steps. */
  floor: number;
  /** How much of the mean squares is kept from step to step. */
  memory: number;
}

/** The best of `node scripts/run.mjs bench/predictor/measure.ts ablation` on both texts. */
export const usualRates: AdaptingRates = { rate: 1.5e-3, decay: 0.02, floor: 0.3, memory: 0.999 };

interface Squares {
  /** Mean squared gradients of each row; one row for a vector. */
  rows: Float64Array;
  /** And of each column. */
  columns: Float64Array;
}

export class DynamicEvaluation {
  /** As they have been adapted; changed in place. */
  readonly weights: NamedArray[];
  private readonly squares: Squares[];
  private steps = 0;

  constructor(
    private readonly trained: readonly NamedArray[],
    private readonly rates: AdaptingRates = usualRates,
  ) {
    this.weights = trained.map(array => ({ ...array, data: array.data.slice() }));
    this.squares = trained.map(({ shape, data }) => {
      const columns = shape.at(-1) ?? 1;
      return { rows: new Float64Array(data.length / columns), columns: new Float64Array(columns) };
    });
  }

  /** @param gradients of the mean loss, in the order and shapes of the weights; one that is not finite changes nothing */
  step(gradients: readonly Float32Array[]): void {
    const { memory, decay, floor, rate } = this.rates;
    const { squares, weights, trained } = this;
    const found = squares.map(({ rows, columns }, i) => squaresOf(gradients[i]!, rows.length, columns.length));
    if (!found.every(({ rows }) => Number.isFinite(meanOf(rows)))) return;
    this.steps++;
    squares.forEach(({ rows, columns }, i) => {
      mixInto(rows, found[i]!.rows, memory);
      mixInto(columns, found[i]!.columns, memory);
    });
    const bias = Math.sqrt(1 - memory ** this.steps);
    const usual = this.meanRoot() / bias;
    if (usual === 0) return;
    const least = floor * usual;
    const backs = decay / usual;
    weights.forEach(({ data }, i) => {
      const { rows, columns } = squares[i]!;
      const gradient = gradients[i]!;
      const original = trained[i]!.data;
      const mean = meanOf(rows);
      const ofColumn = Float64Array.from(columns, square => Math.sqrt(square) / bias);
      for (let row = 0, at = 0; row < rows.length; row++) {
        const ofRow = mean > 0 ? Math.sqrt(rows[row]! / mean) : 0;
        for (let column = 0; column < columns.length; column++, at++) {
          const root = ofRow * ofColumn[column]!;
          const back = backs * root;
          const now = data[at]!;
          data[at] = now - (rate * gradient[at]!) / (root + least) + (back < 1 ? back : 1) * (original[at]! - now);
        }
      }
    });
  }

  /** Mean over all weights of the root of row * column / mean of the rows. */
  private meanRoot(): number {
    let sum = 0;
    let count = 0;
    for (const { rows, columns } of this.squares) {
      const mean = meanOf(rows);
      if (mean > 0) sum += (sumOfRoots(rows) * sumOfRoots(columns)) / Math.sqrt(mean);
      count += rows.length * columns.length;
    }
    return sum / count;
  }
}

function squaresOf(gradient: Float32Array, rowCount: number, columnCount: number): Squares {
  const rows = new Float64Array(rowCount);
  const columns = new Float64Array(columnCount);
  for (let row = 0, at = 0; row < rowCount; row++) {
    let sum = 0;
    for (let column = 0; column < columnCount; column++, at++) {
      const square = gradient[at]! * gradient[at]!;
      sum += square;
      columns[column] = columns[column]! + square;
    }
    rows[row] = sum / columnCount;
  }
  for (let column = 0; column < columnCount; column++) columns[column] = columns[column]! / rowCount;
  return { rows, columns };
}

function mixInto(known: Float64Array, found: Float64Array, memory: number): void {
  for (let i = 0; i < known.length; i++) known[i] = memory * known[i]! + (1 - memory) * found[i]!;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function sumOfRoots(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.sqrt(values[i]!);
  return sum;
}
