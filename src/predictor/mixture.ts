/**
 * The voices where a text is continued: they stand before the next token without learning from the text, and what they and the network
 * expect together is given as logits, so that a mixture is drawn from like a network.
 */
import type { Stepper } from '../engine/contract';
import { softmax } from './learningLoss';
import { Ahead } from './suggest/ahead';
import type { Snapshot } from './voices/header';
import type { Predictor } from './voices/predictor';

/** Up to so many tokens are all asked; of more only the likeliest are, and the network divides the rest of the probability. */
const mostAsked = 512;
const likeliest = 96;
/** Where only the likeliest token is wanted. */
const likeliestForGreed = 8;
/** Where one has read a text one can go back to: so many tokens apart, and where a continuation began. */
const keptEvery = 64;

export class Mixture {
  /** Tokens that the voices have read since they were opened. */
  private readonly read: number[] = [];
  /** Places to go back to, in the order of the text. */
  private readonly places: { length: number; snapshot: Snapshot }[] = [];
  private readonly probabilities: Float32Array;
  /** [V] */
  private readonly logits: Float32Array<ArrayBuffer>;

  /** The text begins where the voices stand. */
  constructor(private readonly voices: Predictor) {
    this.places.push({ length: 0, snapshot: voices.snapshot() });
    this.probabilities = new Float32Array(voices.size);
    this.logits = new Float32Array(voices.size);
  }

  /** Stands where `ids` have been read: what it has read of them already is not read again. */
  moveTo(ids: Int32Array): void {
    const { read, places } = this;
    let common = 0;
    while (common < read.length && common < ids.length && read[common] === ids[common]) common++;
    if (common < read.length) {
      while (places.at(-1)!.length > common) places.pop();
      const { length, snapshot } = places.at(-1)!;
      read.length = length;
      this.voices.restore(snapshot);
    }
    while (read.length < ids.length) this.advance(ids[read.length]!);
    this.keep();
  }

  /**
   * The network as one voice among the others: what it returns is what all expect, ln of the probabilities. [V]
   * @param greedy only which token is the likeliest will be asked: most of the others are not, and stand below the last that was
   */
  over(stepper: Stepper | undefined, greedy = false): Pick<Stepper, 'step'> {
    return {
      step: token => {
        const network = stepper
          ? softmax(stepper.step(token), this.probabilities)
          : this.probabilities.fill(1 / this.voices.size);
        this.advance(token);
        if (stepper) this.voices.hear(0, network);
        if (greedy) return this.likeliest(network, likeliestForGreed, true);
        return this.voices.size <= mostAsked ? this.all() : this.likeliest(network, likeliest, false);
      },
    };
  }

  /** Looks ahead from where it stands; `comeBack` undoes that. */
  ahead(network: Stepper | undefined): Ahead {
    return new Ahead(this.voices.size, network, this.voices);
  }

  comeBack(): void {
    this.voices.restore(this.places.at(-1)!.snapshot);
  }

  private advance(token: number): void {
    this.voices.advance(token);
    this.read.push(token);
    if (this.read.length % keptEvery === 0) this.keep();
  }

  private keep(): void {
    const { length } = this.read;
    if (this.places.at(-1)!.length < length) this.places.push({ length, snapshot: this.voices.snapshot() });
  }

  private all(): Float32Array {
    const { logits } = this;
    this.voices.distribution(logits);
    for (let v = 0; v < logits.length; v++) logits[v] = Math.log(logits[v]!);
    return logits;
  }

  /** @param ordered whether no token that was not asked may stand above one that was */
  private likeliest(network: Float32Array, count: number, ordered: boolean): Float32Array {
    const { logits } = this;
    const guesses = this.voices.mostLikely({ count });
    let rest = 1;
    let networkRest = 1;
    for (const { symbol, probability } of guesses) {
      rest -= probability;
      networkRest -= network[symbol]!;
    }
    const share = Math.log(Math.max(rest, 1e-9)) - Math.log(Math.max(networkRest, 1e-9));
    const most = ordered ? Math.log(guesses.at(-1)?.probability ?? 1) : Infinity;
    for (let v = 0; v < logits.length; v++) logits[v] = Math.min(most, Math.log(Math.max(network[v]!, 1e-30)) + share);
    for (const { symbol, probability } of guesses) logits[symbol] = Math.log(probability);
    return logits;
  }
}
