/** Language models by counting. */
import { roundsBetweenPauses, runAtOnce, type Pausable } from '../pausable';
import { absent, NgramCounts } from './ngramCounts';

/**
 * Interpolated Witten-Bell (I. Witten, T. Bell, 1991; S. Chen, J. Goodman, 1998, 2.3):
 * p(w | h) = (c(hw) + T(h) p(w | h')) / (c(h) + T(h)), where T(h) counts the different tokens seen after h, h' is h without its
 * oldest token, and the empty context falls back on 1/V. A context never seen leaves p(w | h') as it is.
 */
export class WittenBell {
  constructor(
    readonly counts: NgramCounts,
    /** V */
    readonly vocabularySize: number,
  ) {}

  static train(ids: ArrayLike<number>, order: number, vocabularySize: number): WittenBell {
    return runAtOnce(WittenBell.training(ids, order, vocabularySize));
  }

  /** As `train`, in steps: a long text can be counted with pauses. */
  static *training(ids: ArrayLike<number>, order: number, vocabularySize: number): Pausable<WittenBell> {
    const counts = new NgramCounts(order);
    yield* counts.add(ids);
    return new WittenBell(counts, vocabularySize);
  }

  /**
   * Mean -log p in nats per token of `ids[from..]`, each token given all that precede it, those before `from` included.
   * 0 when there is no token.
   */
  loss(ids: ArrayLike<number>, from = 0): number {
    return runAtOnce(this.measuring(ids, from));
  }

  /** As `loss`, in steps. */
  *measuring(ids: ArrayLike<number>, from = 0): Pausable<number> {
    const history = new History(this.counts);
    let sum = 0;
    for (let i = 0; i < ids.length; i++) {
      if (i >= from) sum -= Math.log(this.probability(history, ids[i]!));
      history.push(ids[i]!);
      if (i % roundsBetweenPauses === 0) yield;
    }
    return ids.length > from ? sum / (ids.length - from) : 0;
  }

  /** Probabilities [V] of the next token after `context`, of which the last order - 1 tokens count; written into `into` if given. */
  distribution(context: ArrayLike<number>, into = new Float32Array(this.vocabularySize)): Float32Array {
    const { counts } = this;
    into.fill(1 / this.vocabularySize);
    for (let k = 0; k < counts.order && k <= context.length; k++) {
      const node = counts.node(Array.prototype.slice.call(context, context.length - k));
      const followed = node === absent ? 0 : counts.followedAt(node);
      if (followed === 0) break;
      const followers = counts.followersAt(node);
      const share = followers / (followed + followers);
      for (let v = 0; v < into.length; v++) into[v]! *= share;
      counts.visitFollowers(node, (token, count) => {
        into[token]! += count / (followed + followers);
      });
    }
    return into;
  }

  private probability(history: History, token: number): number {
    const { counts } = this;
    let probability = 1 / this.vocabularySize;
    for (let k = 0; k < history.length; k++) {
      const node = history.node(k);
      const followed = node === absent ? 0 : counts.followedAt(node);
      // Longer contexts end in this one: they were not seen either.
      if (followed === 0) break;
      const followers = counts.followersAt(node);
      const child = counts.child(node, token);
      const count = child === absent ? 0 : counts.countAt(child);
      probability = (count + followers * probability) / (followed + followers);
    }
    return probability;
  }
}

/** The nodes of the last 0, 1, 2 ... tokens of a sequence, kept up to date token by token. */
class History {
  private readonly path: Int32Array;
  /** Contexts there are: the empty one and one a token, up to the order. */
  length = 1;

  constructor(private readonly counts: NgramCounts) {
    this.path = new Int32Array(counts.order);
  }

  node(tokens: number): number {
    return this.path[tokens]!;
  }

  push(token: number): void {
    for (let k = Math.min(this.length, this.path.length - 1); k > 0; k--) {
      const shorter = this.path[k - 1]!;
      this.path[k] = shorter === absent ? absent : this.counts.child(shorter, token);
    }
    this.length = Math.min(this.length + 1, this.path.length);
  }
}
