/** How often each sequence of up to n tokens occurs: a trie in flat arrays, 28 bytes a sequence and at most 16 for its hash. */
import { roundsBetweenPauses, runAtOnce, type Pausable } from '../pausable';
import { IntegerList } from '../tokens/integerList';

/** The arrays that say all; the rest follows from them. One entry a node, the root first, parents before children. */
export interface SerialisedCounts {
  order: number;
  parents: Int32Array;
  tokens: Int32Array;
  counts: Int32Array;
}

/** No such sequence. */
export const absent = -1;
const root = 0;

export class NgramCounts {
  private readonly parents = new IntegerList();
  private readonly lastTokens = new IntegerList();
  private readonly occurrences = new IntegerList();
  /** Sum of the counts of the children: how often the sequence was followed by anything. */
  private readonly followed = new IntegerList();
  /** How many different tokens followed. */
  private readonly followers = new IntegerList();
  private readonly firstChild = new IntegerList();
  private readonly nextSibling = new IntegerList();
  /** Open addressing by (parent, token); node + 1, 0 is free. */
  private slots = new Int32Array(1024);

  /** @param order the longest sequences counted. */
  constructor(readonly order: number) {
    if (!(Number.isInteger(order) && order >= 1)) throw new RangeError(`N-grams of order ${order} cannot be counted.`);
    this.append(absent, 0);
  }

  /** Counts all sequences of 1..order tokens of a text. May be called again for a further text. */
  static of(ids: ArrayLike<number>, order: number): NgramCounts {
    const counts = new NgramCounts(order);
    runAtOnce(counts.add(ids));
    return counts;
  }

  static restore({ order, parents, tokens, counts }: SerialisedCounts): NgramCounts {
    const restored = new NgramCounts(order);
    for (let node = 1; node < parents.length; node++) {
      const parent = parents[node]!;
      if (!(parent >= 0 && parent < node))
        throw new RangeError('N-gram counts are damaged: a node precedes its parent.');
      restored.increase(restored.childOrNew(parent, tokens[node]!), counts[node]!);
    }
    return restored;
  }

  /** In steps: a long text can be counted with pauses. */
  *add(ids: ArrayLike<number>): Pausable<void> {
    // path[k] is the node of the last k tokens.
    const path = new Int32Array(this.order);
    let length = 1;
    for (let i = 0; i < ids.length; i++) {
      for (let k = length - 1; k >= 0; k--) {
        const child = this.childOrNew(path[k]!, ids[i]!);
        this.increase(child, 1);
        if (k + 1 < this.order) path[k + 1] = child;
      }
      length = Math.min(length + 1, this.order);
      if (i % roundsBetweenPauses === 0) yield;
    }
  }

  serialise(): SerialisedCounts {
    return {
      order: this.order,
      parents: this.parents.view().slice(),
      tokens: this.lastTokens.view().slice(),
      counts: this.occurrences.view().slice(),
    };
  }

  /** The node of a sequence; `absent` when it never occurred. The empty sequence is node 0. */
  node(sequence: ArrayLike<number>): number {
    let node = root;
    for (let i = 0; i < sequence.length && node !== absent; i++) node = this.child(node, sequence[i]!);
    return node;
  }

  /** The node of a sequence longer by one token; `absent` when it never occurred. */
  child(node: number, token: number): number {
    return this.slots[this.slotOf(node, token)]! - 1;
  }

  count(sequence: ArrayLike<number>): number {
    const node = this.node(sequence);
    return node === absent ? 0 : this.countAt(node);
  }

  countAt(node: number): number {
    return this.occurrences.at(node);
  }

  followedAt(node: number): number {
    return this.followed.at(node);
  }

  followersAt(node: number): number {
    return this.followers.at(node);
  }

  /** Calls `visit` with each token that followed the node's sequence and how often. */
  visitFollowers(node: number, visit: (token: number, count: number) => void): void {
    for (let child = this.firstChild.at(node); child !== absent; child = this.nextSibling.at(child))
      visit(this.lastTokens.at(child), this.occurrences.at(child));
  }

  /** All sequences of exactly `length` tokens with their counts, most frequent first, ties in the order first seen. */
  ranked(length: number): { sequence: number[]; count: number }[] {
    const parents = this.parents.view();
    const depths = new Uint8Array(parents.length);
    const nodes: number[] = [];
    for (let node = 1; node < parents.length; node++) {
      depths[node] = depths[parents[node]!]! + 1;
      if (depths[node] === length) nodes.push(node);
    }
    const ranked = nodes.map(node => ({ sequence: this.sequenceOf(node), count: this.countAt(node) }));
    return ranked.sort((a, b) => b.count - a.count);
  }

  private sequenceOf(node: number): number[] {
    const sequence: number[] = [];
    for (let at = node; at !== root; at = this.parents.at(at)) sequence.push(this.lastTokens.at(at));
    return sequence.reverse();
  }

  private increase(node: number, amount: number): void {
    this.occurrences.increase(node, amount);
    this.followed.increase(this.parents.at(node), amount);
  }

  private childOrNew(parent: number, token: number): number {
    const slot = this.slotOf(parent, token);
    const known = this.slots[slot]! - 1;
    if (known !== absent) return known;
    const node = this.append(parent, token);
    this.slots[slot] = node + 1;
    this.nextSibling.set(node, this.firstChild.at(parent));
    this.firstChild.set(parent, node);
    this.followers.increase(parent, 1);
    if (node * 2 > this.slots.length) this.rehash();
    return node;
  }

  private append(parent: number, token: number): number {
    this.parents.push(parent);
    this.lastTokens.push(token);
    this.occurrences.push(0);
    this.followed.push(0);
    this.followers.push(0);
    this.firstChild.push(absent);
    this.nextSibling.push(absent);
    return this.parents.length - 1;
  }

  private slotOf(parent: number, token: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(parent, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = Math.imul(hash, 0x2c1b3c6d) & mask;
    for (let node = this.slots[slot]! - 1; node !== absent; node = this.slots[slot]! - 1) {
      if (this.parents.at(node) === parent && this.lastTokens.at(node) === token) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let node = 1; node < this.parents.length; node++)
      this.slots[this.slotOf(this.parents.at(node), this.lastTokens.at(node))] = node + 1;
  }
}
