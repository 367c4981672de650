/** Probabilities of a one, each the mean of the bits that followed its index: the step is 1 / (n + 1.5), down to a limit. */
import { STRETCH_STEPS, stretchTable } from './logistic';

const LEAST = 0.0002;

export class AdaptiveMap {
  readonly p: Float32Array;
  private readonly seen: Uint16Array;
  private readonly steps: Float64Array;

  /** @param limit number of bits after which the step shrinks no more */
  constructor(
    size: number,
    private readonly limit: number,
    initial: (index: number) => number,
  ) {
    this.p = new Float32Array(size);
    for (let i = 0; i < size; i++) this.p[i] = initial(i);
    this.seen = new Uint16Array(size);
    this.steps = Float64Array.from({ length: limit + 1 }, (_, n) => 1 / (n + 1.5));
  }

  tables(): [Float32Array, Uint16Array] {
    return [this.p, this.seen];
  }

  stretched(index: number): number {
    return stretchTable[(this.p[index]! * STRETCH_STEPS) | 0]!;
  }

  learn(index: number, bit: number): void {
    const n = this.seen[index]!;
    const p = this.p[index]!;
    const next = p + (bit - p) * this.steps[n]!;
    this.p[index] = next < LEAST ? LEAST : next > 1 - LEAST ? 1 - LEAST : next;
    if (n < this.limit) this.seen[index] = n + 1;
  }
}
