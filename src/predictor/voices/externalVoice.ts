/** A distribution over the symbols that comes from elsewhere, a network say, as probabilities at the nodes of the code. */
import type { SymbolCode } from './symbolCode';

/** Probability that is spread evenly over all symbols, so that no node is certain. */
const SPREAD = 1e-5;

export class ExternalVoice {
  /** Sums of the probabilities in the order of the leaves: below place i. [V + 1] */
  private readonly below: Float64Array;
  private readonly ordered: Float64Array;
  speaking = false;

  constructor(private readonly code: SymbolCode) {
    this.below = new Float64Array(code.size + 1);
    this.ordered = new Float64Array(code.size);
  }

  /** @param probabilities of the next symbol, not negative; they need not sum to one. [V] */
  hear(probabilities: Float32Array): void {
    const { below, ordered } = this;
    const { size, position } = this.code;
    let total = 0;
    for (let s = 0; s < size; s++) total += probabilities[s]!;
    const spread = (Math.max(total, 1e-30) * SPREAD) / size;
    for (let s = 0; s < size; s++) ordered[position[s]!] = probabilities[s]! + spread;
    for (let i = 0; i < size; i++) below[i + 1] = below[i]! + ordered[i]!;
    this.speaking = true;
  }

  /** The probability of bit 1 at a node. */
  at(node: number): number {
    const { below, code } = this;
    const high = below[code.high[node]!]!;
    const ones = high - below[code.middle[node]!]!;
    const all = high - below[code.low[node]!]!;
    const p = all > 0 ? ones / all : 0.5;
    return p < 1e-4 ? 1e-4 : p > 1 - 1e-4 ? 1 - 1e-4 : p;
  }
}
