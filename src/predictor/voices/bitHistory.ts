/**
 * What a context remembers of the bits that followed it: a state in ten bits, standing for how many zeros and ones came
 * (bounded; the rarer the other bit, the higher the bound) and which came last. The first bits are remembered in full.
 * Source of the idea: M. Mahoney, "Adaptive weighing of context models", 2005.
 */

/** Number of states there is room for; 0 is the empty history. */
export const HISTORY_STATES = 1024;

interface Histories {
  /** The state after bit b in state s, at 2s + b. */
  readonly next: Uint16Array;
  /** Zeros and ones that state s stands for, and both together. */
  readonly zeros: Uint8Array;
  readonly ones: Uint8Array;
  readonly length: Uint8Array;
  /** The state after n times the same bit b: runs[2n + b], n up to RUN_LIMIT. */
  readonly runs: Uint16Array;
}

export const RUN_LIMIT = 31;
const FULL_LENGTH = 4;
/** The highest count of one bit by the count of the other. */
const BOUNDS = [48, 40, 32, 26, 22, 19, 17, 15, 14, 13, 12, 12, 12];

function bound(other: number): number {
  return BOUNDS[Math.min(other, BOUNDS.length - 1)]!;
}

/** A history is `zeros,ones,tail`: tail is the whole history while it is short, and the last bit later. */
function after(zeros: number, ones: number, tail: string, bit: number): [number, number, string] {
  const counts: [number, number] = [zeros, ones];
  const other = 1 - bit;
  const total = zeros + ones;
  if (total >= FULL_LENGTH && counts[other]! > 3)
    counts[other] = Math.ceil((counts[other]! + 3) / 2 + counts[other]! / 4);
  if (counts[bit]! < bound(counts[other]!)) counts[bit]!++;
  else if (counts[other]! > 3) counts[other]!--;
  while (counts[other]! > 3 && counts[other]! > bound(counts[bit]!)) counts[other]!--;
  return [counts[0], counts[1], total < FULL_LENGTH ? tail + String(bit) : String(bit)];
}

function build(): Histories {
  const next = new Uint16Array(2 * HISTORY_STATES);
  const zeros = new Uint8Array(HISTORY_STATES);
  const ones = new Uint8Array(HISTORY_STATES);
  const numbers = new Map<string, number>([['0,0,', 0]]);
  const list: [number, number, string][] = [[0, 0, '']];
  for (let s = 0; s < list.length; s++) {
    const [n0, n1, tail] = list[s]!;
    zeros[s] = n0;
    ones[s] = n1;
    for (let bit = 0; bit < 2; bit++) {
      const state = after(n0, n1, tail, bit);
      const key = state.join();
      let number = numbers.get(key);
      if (number === undefined) {
        number = list.length;
        numbers.set(key, number);
        list.push(state);
      }
      next[2 * s + bit] = number;
    }
  }
  if (list.length > HISTORY_STATES) throw new Error(`${list.length} bit histories do not fit ten bits.`);
  const runs = new Uint16Array(2 * (RUN_LIMIT + 1));
  for (let n = 1; n <= RUN_LIMIT; n++)
    for (let bit = 0; bit < 2; bit++) runs[2 * n + bit] = next[2 * runs[2 * (n - 1) + bit]! + bit]!;
  const length = zeros.map((n, s) => n + ones[s]!);
  return { next, zeros, ones, length, runs };
}

export const histories: Histories = build();
