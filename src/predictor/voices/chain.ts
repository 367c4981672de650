/**
 * Each context of a chain refines the prediction of the previous one: stretch(p_k) = a stretch(p_(k-1)) + b, with a and b learned for each
 * bit history. The effect of a history thus depends on the prediction of shorter contexts.
 * Source: M. Mahoney, the ISSE component of ZPAQ level 1.
 */
import { HISTORY_STATES, histories } from './bitHistory';
import { logarithm, squash } from './logistic';

const RATE = 0.01;
const BOUND = 11;

export class Chain {
  /** a and b of state s of link k at 2 (k HISTORY_STATES + s). */
  private readonly factors: Float32Array;
  /** stretch(p) before link k at k, after it at k + 1. [length + 1] */
  private readonly outputs: Float64Array;
  private readonly chosen: Int32Array;

  constructor(readonly length: number) {
    this.factors = new Float32Array(2 * length * HISTORY_STATES);
    for (let s = 0; s < HISTORY_STATES; s++) {
      this.factors[2 * s] = 0.8;
      this.factors[2 * s + 1] = 0.3 * logarithm((histories.ones[s]! + 0.4) / (histories.zeros[s]! + 0.4));
    }
    for (let k = 1; k < length; k++) this.factors.copyWithin(2 * k * HISTORY_STATES, 0, 2 * HISTORY_STATES);
    this.outputs = new Float64Array(length + 1);
    this.chosen = new Int32Array(length);
  }

  tables(): [Float32Array] {
    return [this.factors];
  }

  begin(stretched: number): void {
    this.outputs[0] = stretched;
  }

  /** The output of link k; in state 0 (nothing known) it is its input. */
  refine(k: number, state: number): number {
    const input = this.outputs[k]!;
    if (state === 0) {
      this.chosen[k] = -1;
      return (this.outputs[k + 1] = input);
    }
    const at = 2 * (k * HISTORY_STATES + state);
    this.chosen[k] = at;
    const output = this.factors[at]! * input + this.factors[at + 1]!;
    return (this.outputs[k + 1] = output > BOUND ? BOUND : output < -BOUND ? -BOUND : output);
  }

  learn(bit: number): void {
    const { factors, outputs, chosen } = this;
    for (let k = 0; k < this.length; k++) {
      const at = chosen[k]!;
      if (at < 0) continue;
      const step = (bit - squash(outputs[k + 1]!)) * RATE;
      factors[at] = factors[at]! + step * outputs[k]!;
      factors[at + 1] = factors[at + 1]! + step;
    }
  }
}
