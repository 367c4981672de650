/** Pearson's correlation of many units with several quantities at once, one pass over their values. */

export class Correlations {
  private count = 0;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  private readonly otherSum: Float64Array;
  private readonly otherSquares: Float64Array;
  /** [quantities, units] */
  private readonly products: Float64Array;

  constructor(
    private readonly units: number,
    quantities: number,
  ) {
    this.sum = new Float64Array(units);
    this.squares = new Float64Array(units);
    this.otherSum = new Float64Array(quantities);
    this.otherSquares = new Float64Array(quantities);
    this.products = new Float64Array(quantities * units);
  }

  /** What was observed together. @param values from `from` on those of the units @param others those of the quantities */
  add(values: Float32Array, from: number, others: readonly number[]): void {
    const { units, sum, squares, products } = this;
    this.count++;
    for (let unit = 0; unit < units; unit++) {
      const value = values[from + unit]!;
      sum[unit]! += value;
      squares[unit]! += value * value;
    }
    others.forEach((other, quantity) => {
      this.otherSum[quantity]! += other;
      this.otherSquares[quantity]! += other * other;
      if (other === 0) return;
      const row = quantity * units;
      for (let unit = 0; unit < units; unit++) products[row + unit]! += other * values[from + unit]!;
    });
  }

  /** -1..1; 0 where one of the two never changed. */
  of(unit: number, quantity: number): number {
    const n = this.count;
    const [x, y] = [this.sum[unit]!, this.otherSum[quantity]!];
    const covariance = n * this.products[quantity * this.units + unit]! - x * y;
    const [ofX, ofY] = [n * this.squares[unit]! - x * x, n * this.otherSquares[quantity]! - y * y];
    // Rounding leaves a little of what never changed.
    const least = 1e-9 * n * n;
    return ofX > least && ofY > least ? covariance / Math.sqrt(ofX * ofY) : 0;
  }
}
