/**
 * What is remembered of every context, in two tables of fixed size.
 *
 * A *record* (one of four neighbours, found by hash) says of a context which symbol followed last, how many times in a row, and whether
 * others have followed too. A context that one symbol alone has followed needs nothing more: the history of each bit on the
 * symbol's path is a run; four of five contexts of a text are like that. Where a second symbol follows, the context gets *slots*:
 * a bit history for each node of the code that it has passed.
 */
import { histories, RUN_LIMIT } from './bitHistory';
import type { SymbolCode } from './symbolCode';

/** What is known of a context: nothing, one symbol, several symbols. */
export const NEW = 0;
export const SINGLE = 1;
export const SEVERAL = 2;

const NEIGHBOURS = 4;
/** Slots in a line (64 bytes): the nodes of three levels of the code share one. */
const LINE = 32;
const STATE_MASK = 0x3ff;
const CHECK_MASK = 0xfc00;
/** What having several followers adds to the worth of a record, in symbols of a run. */
const SEVERAL_WORTH = 4;

export class ContextStore {
  private readonly records: Int32Array;
  private readonly slots: Uint16Array;
  private readonly groups: number;
  private readonly lines: number;
  private readonly symbolBits: number;
  private readonly checkShift: number;
  private readonly checkMask: number;
  private readonly hash: Int32Array;
  private readonly place: Int32Array;

  /** What the records say, after `find`: kind, the symbol that followed last, how many times in a row. [N] */
  readonly kind: Uint8Array;
  readonly symbol: Int32Array;
  readonly run: Int32Array;

  /**
   * @param contexts number of contexts N looked up for each symbol
   * @param bytes size of both tables together
   */
  constructor(
    private readonly code: SymbolCode,
    contexts: number,
    bytes: number,
  ) {
    this.groups = Math.ceil(bytes / 2 / (4 * NEIGHBOURS));
    this.lines = Math.ceil(bytes / 2 / (2 * LINE));
    this.records = new Int32Array(this.groups * NEIGHBOURS);
    this.slots = new Uint16Array(this.lines * LINE);
    this.symbolBits = 32 - Math.clz32(code.size - 1);
    this.checkShift = this.symbolBits + 6;
    this.checkMask = (1 << (32 - this.checkShift)) - 1;
    this.kind = new Uint8Array(contexts);
    this.symbol = new Int32Array(contexts);
    this.run = new Int32Array(contexts);
    this.hash = new Int32Array(contexts);
    this.place = new Int32Array(contexts);
  }

  tables(): [Int32Array, Uint16Array] {
    return [this.records, this.slots];
  }

  /** Looks the contexts up: `kind`, `symbol` and `run` tell what their records say. @param hashes [N] */
  find(hashes: Int32Array): void {
    const { records, symbolBits, checkShift, checkMask, kind, symbol, run, hash, place } = this;
    const symbolMask = (1 << symbolBits) - 1;
    for (let i = 0; i < hashes.length; i++) {
      const h = hashes[i]!;
      const home = this.homeOf(h);
      const check = h & checkMask;
      hash[i] = h;
      kind[i] = NEW;
      place[i] = -1;
      for (let index = home; index < home + NEIGHBOURS; index++) {
        const record = records[index]!;
        if (record === 0 || record >>> checkShift !== check) continue;
        place[i] = index;
        symbol[i] = record & symbolMask;
        run[i] = (record >>> symbolBits) & RUN_LIMIT;
        kind[i] = SINGLE + ((record >>> (symbolBits + 5)) & 1);
        break;
      }
    }
  }

  private homeOf(hash: number): number {
    return ((((hash >>> 0) * this.groups) / 0x100000000) | 0) * NEIGHBOURS;
  }

  /** The slot of context i at a node; -1 if it has none. */
  findSlot(i: number, node: number): number {
    const { slots } = this;
    const h = this.slotHash(i, node);
    const line = this.lineOf(h);
    const inside = this.code.place[node]!;
    const check = checkOf(h, inside);
    const start = h ^ Math.imul(inside, 11);
    for (let probe = 0; probe < NEIGHBOURS; probe++) {
      const index = line + ((start + probe) & (LINE - 1));
      const slot = slots[index]!;
      if ((slot & CHECK_MASK) === check && (slot & STATE_MASK) !== 0) return index;
    }
    return -1;
  }

  private slotHash(i: number, node: number): number {
    const h = Math.imul(this.hash[i]! + Math.imul(this.code.group[node]! + 1, 0x9e3779b1), 0x85ebca6b);
    return h ^ (h >>> 13);
  }

  private lineOf(hash: number): number {
    return ((((hash >>> 0) * this.lines) / 0x100000000) | 0) * LINE;
  }

  state(slot: number): number {
    return this.slots[slot]! & STATE_MASK;
  }

  /** Notes a bit in a slot. */
  note(slot: number, bit: number): void {
    const value = this.slots[slot]!;
    this.slots[slot] = (value & CHECK_MASK) | histories.next[2 * (value & STATE_MASK) + bit]!;
  }

  /** Gives context i a history at a node where it has none, in the place of the neighbour that has seen least. */
  addSlot(i: number, node: number, state: number): void {
    const { slots } = this;
    const h = this.slotHash(i, node);
    const line = this.lineOf(h);
    const inside = this.code.place[node]!;
    const start = h ^ Math.imul(inside, 11);
    let best = 0;
    let least = Infinity;
    for (let probe = 0; probe < NEIGHBOURS; probe++) {
      const index = line + ((start + probe) & (LINE - 1));
      const seen = histories.length[slots[index]! & STATE_MASK]!;
      if (seen < least) {
        least = seen;
        best = index;
      }
    }
    slots[best] = checkOf(h, inside) | state;
  }

  /** Notes the symbol that followed in the records. Slots learn theirs bit by bit: `note`, `addSlot`. */
  finish(next: number): void {
    const { kind, symbol, run, place, records, symbolBits, checkShift, checkMask, hash } = this;
    for (let i = 0; i < kind.length; i++) {
      let several = kind[i] === SEVERAL ? 1 : 0;
      let count = 1;
      if (kind[i] !== NEW) {
        if (symbol[i] === next) count = Math.min(run[i]! + 1, RUN_LIMIT);
        else if (several === 0) {
          several = 1;
          this.expand(i, symbol[i]!, run[i]!, next);
        }
      }
      const index = kind[i] === NEW ? this.leastWorth(this.homeOf(hash[i]!)) : place[i]!;
      records[index] = ((hash[i]! & checkMask) << checkShift) | (((several << 5) | count) << symbolBits) | next;
    }
  }

  private leastWorth(home: number): number {
    const { records, symbolBits } = this;
    let best = home;
    let least = Infinity;
    for (let index = home; index < home + NEIGHBOURS; index++) {
      const stored = records[index]! >>> symbolBits;
      const worth = (stored & RUN_LIMIT) + ((stored >>> 5) & 1) * SEVERAL_WORTH;
      if (worth < least) {
        least = worth;
        best = index;
      }
    }
    return best;
  }

  /** A second symbol follows context i: the path of the first becomes slots, and so does its own. */
  private expand(i: number, first: number, times: number, second: number): void {
    const { children, position, middle } = this.code;
    const a = position[first]!;
    const b = position[second]!;
    let node = 0;
    let bit = 0;
    let other = 0;
    for (; bit === other; node = children[2 * node + bit]!) {
      bit = a >= middle[node]! ? 1 : 0;
      other = b >= middle[node]! ? 1 : 0;
      this.addSlot(i, node, histories.next[2 * histories.runs[2 * times + bit]! + other]!);
      if (bit !== other) break;
    }
    this.addPath(i, children[2 * node + bit]!, a, times);
    this.addPath(i, children[2 * node + other]!, b, 1);
  }

  private addPath(i: number, from: number, leaf: number, times: number): void {
    const { children, middle } = this.code;
    for (let node = from; node >= 0;) {
      const bit = leaf >= middle[node]! ? 1 : 0;
      this.addSlot(i, node, histories.runs[2 * times + bit]!);
      node = children[2 * node + bit]!;
    }
  }
}

/** Six bits that tell the nodes and contexts of a line apart. */
function checkOf(hash: number, inside: number): number {
  return (((hash >>> 5) + inside * 23) & 63) << 10;
}
