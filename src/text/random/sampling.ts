/** From the logits of the next token to a token. */
import { MaxHeap } from './maxHeap';
import { Random } from './random';

/** The same fields as the sampling options of the protocol. */
export interface SamplingOptions {
  /** 0 is greedy. */
  temperature: number;
  /** Keep the k likeliest tokens; 0 keeps all. */
  topK: number;
  /** Keep the smallest set of tokens whose probability reaches p; 1 keeps all. */
  topP: number;
  /** >= 1; divides the odds of tokens seen in the last `repetitionWindow` tokens; 1 is off. */
  repetitionPenalty: number;
  repetitionWindow: number;
  seed: number;
}

/**
 * Draws tokens; remembers the last ones for the repetition penalty. Its scratch space is allocated once, for V.
 * Order: excluded tokens, repetition penalty, temperature, top-k, then top-p among what top-k left.
 */
export class Sampler {
  private readonly random: Random;
  private readonly excluded: Uint8Array;
  /** [V] logits after the penalty, then unnormalised probabilities, the largest 1. */
  private readonly weights: Float64Array;
  private readonly heap: MaxHeap;
  /** The last tokens, a ring. */
  private readonly recent: Int32Array;
  private remembered = 0;

  /** @param excluded tokens that are never returned, such as `<unk>`. */
  constructor(
    private readonly vocabularySize: number,
    private readonly options: SamplingOptions,
    excluded: readonly number[] = [],
  ) {
    this.random = new Random(options.seed);
    this.excluded = new Uint8Array(vocabularySize);
    for (const token of excluded) this.excluded[token] = 1;
    if (!this.excluded.includes(0)) throw new RangeError('Every token is excluded: there is none to draw.');
    this.weights = new Float64Array(vocabularySize);
    this.heap = new MaxHeap(this.weights);
    this.recent = new Int32Array(options.repetitionPenalty > 1 ? Math.max(0, options.repetitionWindow) : 0);
  }

  /** Tells the sampler of a token of the prefix. */
  remember(token: number): void {
    if (this.recent.length > 0) this.recent[this.remembered % this.recent.length] = token;
    this.remembered++;
  }

  /** The next token from its logits [V]; it is remembered. Logits that are NaN count as impossible. */
  next(logits: Float32Array): number {
    this.prepare(logits);
    const likeliest = this.likeliest();
    const token = this.options.temperature > 0 ? this.draw(likeliest) : likeliest;
    this.remember(token);
    return token;
  }

  private prepare(logits: Float32Array): void {
    const { weights, excluded } = this;
    for (let v = 0; v < this.vocabularySize; v++) {
      const logit = logits[v]!;
      weights[v] = excluded[v] === 1 || Number.isNaN(logit) ? -Infinity : logit;
    }
    // Dividing the odds p / (1 - p) by the penalty is taking its logarithm from the logit; once, however often it occurred.
    const penalty = Math.log(this.options.repetitionPenalty);
    const count = Math.min(this.remembered, this.recent.length);
    for (let i = 0; i < count; i++) {
      const token = this.recent[i]!;
      if (this.recent.indexOf(token) === i) weights[token]! -= penalty;
    }
  }

  /** Where the largest logit is; the first allowed token when all are impossible. */
  private likeliest(): number {
    let best = this.excluded.indexOf(0);
    for (let v = best + 1; v < this.vocabularySize; v++) if (this.weights[v]! > this.weights[best]!) best = v;
    return best;
  }

  private draw(likeliest: number): number {
    const { weights } = this;
    const { temperature, topK, topP } = this.options;
    const largest = weights[likeliest]!;
    if (largest === -Infinity) return likeliest;
    let total = 0;
    for (let v = 0; v < this.vocabularySize; v++) {
      // The largest is compared first: infinity minus infinity is not 0.
      const weight = weights[v] === largest ? 1 : Math.exp((weights[v]! - largest) / temperature);
      weights[v] = weight;
      total += weight;
    }
    const limited = topK > 0 && topK < this.vocabularySize;
    return limited || topP < 1
      ? this.drawFromTop(limited ? topK : this.vocabularySize, total)
      : this.drawFromAll(total);
  }

  private drawFromAll(total: number): number {
    let rest = this.random.uniform() * total;
    let last = 0;
    for (let v = 0; v < this.vocabularySize; v++) {
      const weight = this.weights[v]!;
      if (weight === 0) continue;
      last = v;
      rest -= weight;
      if (rest < 0) break;
    }
    return last;
  }

  private drawFromTop(k: number, total: number): number {
    const { heap, weights } = this;
    const { topP } = this.options;
    heap.fill();
    // Top-p looks at the mass that top-k left, which is known once the k likeliest are out of the heap.
    const mass = k < this.vocabularySize ? heap.take(k, Infinity) : total;
    if (k === this.vocabularySize) heap.take(k, topP * total);
    let kept = 0;
    let keptMass = 0;
    while (kept < heap.taken && (kept === 0 || keptMass < topP * mass)) keptMass += weights[heap.at(kept++)]!;
    let rest = this.random.uniform() * keptMass;
    for (let i = 0; i < kept; i++) {
      rest -= weights[heap.at(i)]!;
      if (rest < 0) return heap.at(i);
    }
    return heap.at(0);
  }
}
