/**
 * Mixing in the logistic domain (M. Mahoney 2005): p = squash(sum_j w_j x_j), x_j = stretch(p_j), the weights chosen by a small context
 * and moved along the gradient of the coding cost, dw_j = rate (bit - p) x_j. Several sets of weights, each chosen by another
 * context, answer side by side; a second mixer mixes their answers.
 */
import { squash } from './logistic';

const BOUND = 11.5;
/** The rate falls from START to END; a row of weights that is young learns faster by up to BOOST. */
const START = 0.03;
const END = 0.0025;
const DECAY = 0.0005;
const BOOST = 5;
const YOUNG = 0.02;
const FINAL_RATE = 0.002;

export class Mixer {
  private readonly weights: Float32Array;
  private readonly finalWeights: Float32Array;
  private readonly first: Int32Array;
  private readonly chosen: Int32Array;
  private readonly stretched: Float64Array;
  private readonly answers: Float64Array;
  /** How often each row of weights has learned; and how often any has. */
  private readonly age: Uint16Array;
  private readonly steps = new Float64Array(1);
  private finalStart = 0;
  private answer = 0.5;

  /**
   * @param initial the weights to begin with, a multiple of four. [N]
   * @param sizes number of contexts of each set. [K]
   * @param finalSize number of contexts of the second mixer
   */
  constructor(
    private readonly initial: Float32Array,
    sizes: readonly number[],
    finalSize: number,
  ) {
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    this.weights = new Float32Array(rows * initial.length);
    for (let row = 0; row < rows; row++) this.weights.set(initial, row * initial.length);
    this.age = new Uint16Array(rows);
    this.first = new Int32Array(sizes.length);
    for (let k = 1; k < sizes.length; k++) this.first[k] = this.first[k - 1]! + sizes[k - 1]!;
    this.finalWeights = new Float32Array(finalSize * sizes.length).fill(1 / sizes.length);
    this.chosen = new Int32Array(sizes.length);
    this.stretched = new Float64Array(sizes.length);
    this.answers = new Float64Array(sizes.length);
  }

  tables(): [Float32Array, Float32Array, Uint16Array, Float64Array] {
    return [this.weights, this.finalWeights, this.age, this.steps];
  }

  /** Chooses the weights of set k. */
  choose(k: number, context: number): void {
    this.chosen[k] = this.first[k]! + context;
  }

  /** stretch(p) of the mixture. @param x inputs [N] */
  mix(x: Float64Array, finalContext: number): number {
    const { chosen, weights, stretched, answers, finalWeights } = this;
    const inputs = x.length;
    const sets = chosen.length;
    const finalStart = (this.finalStart = finalContext * sets);
    let total = 0;
    for (let k = 0; k < sets; k++) {
      let at = chosen[k]! * inputs;
      // Four sums side by side: one would wait for itself at every step.
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let j = 0; j < inputs; j += 4, at += 4) {
        a += weights[at]! * x[j]!;
        b += weights[at + 1]! * x[j + 1]!;
        c += weights[at + 2]! * x[j + 2]!;
        d += weights[at + 3]! * x[j + 3]!;
      }
      let sum = a + b + (c + d);
      sum = sum > BOUND ? BOUND : sum < -BOUND ? -BOUND : sum;
      stretched[k] = sum;
      answers[k] = squash(sum);
      total += finalWeights[finalStart + k]! * sum;
    }
    total = total > BOUND ? BOUND : total < -BOUND ? -BOUND : total;
    this.answer = squash(total);
    return total;
  }

  /** Learns from the bit that followed the last `mix` of the same inputs. */
  learn(x: Float64Array, bit: number): void {
    const { chosen, weights, stretched, answers, finalWeights, finalStart, age, steps } = this;
    const inputs = x.length;
    const n = steps[0]!;
    steps[0] = n + 1;
    const rate = END + (START - END) / (1 + n * DECAY);
    const finalStep = (bit - this.answer) * FINAL_RATE;
    for (let k = 0; k < chosen.length; k++) {
      const row = chosen[k]!;
      const young = age[row]!;
      if (young < 65535) age[row] = young + 1;
      const step = (bit - answers[k]!) * rate * (1 + BOOST / (1 + young * YOUNG));
      let at = row * inputs;
      for (let j = 0; j < inputs; j++, at++) weights[at] = weights[at]! + step * x[j]!;
      finalWeights[finalStart + k] = finalWeights[finalStart + k]! + finalStep * stretched[k]!;
    }
  }

  /** The weight of input j in the mixture as it was mixed last: over the sets, by the weights of the second mixer. */
  weightOf(j: number): number {
    let sum = 0;
    for (let k = 0; k < this.chosen.length; k++)
      sum += this.finalWeights[this.finalStart + k]! * this.weights[this.chosen[k]! * this.initial.length + j]!;
    return sum;
  }
}
