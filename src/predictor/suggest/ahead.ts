/** Looks ahead from where a text stands: the network and the voices go on as if tokens had been written, and come back. */
import type { Stepper } from '../../engine/contract';
import { softmax } from '../learningLoss';
import type { Guess } from '../voices/mostLikely';
import type { Snapshot } from '../voices/header';
import type { Predictor } from '../voices/predictor';

export interface Place {
  readonly network: Float32Array | undefined;
  readonly voices: Snapshot | undefined;
}

/** Of tokens that are asked for by name at most so many, the network's likeliest, are asked of all voices. */
const mostNamed = 64;

export class Ahead {
  /** What the network expects. [V] */
  private readonly expected: Float32Array;

  /**
   * One of the two may be absent.
   * @param size of the vocabulary V
   */
  constructor(
    size: number,
    private readonly network: Stepper | undefined,
    private readonly voices: Predictor | undefined,
  ) {
    this.expected = new Float32Array(size);
  }

  /** Goes on by a token; what follows it can be asked for until the next step. */
  step(token: number): void {
    this.voices?.advance(token);
    if (!this.network) return;
    softmax(this.network.step(token), this.expected);
    this.voices?.hear(0, this.expected);
  }

  /** Of the next token. */
  probability(symbol: number): number {
    return this.voices ? Math.exp(this.voices.logProbability(symbol)) : this.expected[symbol]!;
  }

  /** Where it stands, to go back to; to ask for what follows, one has to step there. */
  place(): Place {
    return { network: this.network?.save(), voices: this.voices?.snapshot() };
  }

  goTo({ network, voices }: Place): void {
    if (network) this.network?.restore(network);
    if (voices) this.voices?.restore(voices);
  }

  /** The tokens that are at least so probable, likeliest first. */
  likeliest(least: number): Guess[] {
    if (this.voices) return this.voices.mostLikely({ least });
    const symbols: number[] = [];
    this.expected.forEach((probability, symbol) => {
      if (probability >= least) symbols.push(symbol);
    });
    return this.guesses(symbols);
  }

  /** Some tokens, likeliest first. */
  among(symbols: readonly number[]): Guess[] {
    const { voices, expected } = this;
    if (!voices) return this.guesses(symbols);
    const asked =
      symbols.length <= mostNamed
        ? symbols
        : [...symbols].sort((a, b) => expected[b]! - expected[a]!).slice(0, mostNamed);
    return asked
      .map(symbol => ({ symbol, probability: Math.exp(voices.logProbability(symbol)) }))
      .sort((a, b) => b.probability - a.probability);
  }

  private guesses(symbols: readonly number[]): Guess[] {
    return Array.from(symbols, symbol => ({ symbol, probability: this.expected[symbol]! })).sort(
      (a, b) => b.probability - a.probability,
    );
  }
}
