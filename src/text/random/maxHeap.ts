/** Indices in falling order of their weights, as many as are asked for: a heap, so that the rest is never sorted. */
export class MaxHeap {
  private readonly order: Int32Array;
  private size = 0;

  /** Ties fall to the smaller index, so that a seed gives one result. */
  constructor(private readonly weights: Float64Array) {
    this.order = new Int32Array(weights.length);
  }

  /** How many were taken since `fill`. */
  get taken(): number {
    return this.order.length - this.size;
  }

  /** The i-th index taken. */
  at(i: number): number {
    return this.order[this.order.length - 1 - i]!;
  }

  /** Rebuilds the heap with all present weights. */
  fill(): void {
    this.size = this.order.length;
    for (let i = 0; i < this.size; i++) this.order[i] = i;
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  /** Takes up to `count` indices, until their weights sum to `enough`; returns the sum. */
  take(count: number, enough: number): number {
    let sum = 0;
    for (let i = 0; i < count && this.size > 0 && (i === 0 || sum < enough); i++) {
      const top = this.order[0]!;
      sum += this.weights[top]!;
      // What was taken lies behind the heap, the last one first.
      this.size--;
      this.order[0] = this.order[this.size]!;
      this.order[this.size] = top;
      this.sink(0);
    }
    return sum;
  }

  private before(a: number, b: number): boolean {
    const difference = this.weights[a]! - this.weights[b]!;
    return difference > 0 || (difference === 0 && a < b);
  }

  private sink(start: number): void {
    const { order } = this;
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.size) return;
      if (child + 1 < this.size && this.before(order[child + 1]!, order[child]!)) child++;
      if (!this.before(order[child]!, order[parent]!)) return;
      const swapped = order[parent]!;
      order[parent] = order[child]!;
      order[child] = swapped;
      parent = child;
    }
  }
}
