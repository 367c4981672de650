/**
 * Feeds a prefix to a stepper and keeps states on the way, so that a prefix costs only what no kept state has read: one token
 * where one key was typed, a few where text was deleted or the cursor moved.
 */
import type { Stepper } from '../engine/contract';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';

/** Tokens further back than this have no visible effect on a recurrent state. */
const longestPrefix = 1000;
/** States that have read other beginnings are used once so many of their last tokens are the prefix's. */
const fewestInCommon = 256;
/** The first token of a prefix may be part of one: beginnings of prefixes are not compared. */
const cutOffTokens = 8;
/** While reading, a state is kept every so many tokens, */
const keptEvery = 100;
/** and after each of the last ones: deleting goes back to them. */
const keptAtEnd = 32;
const mostStates = 256;
const mostBytes = 16 * 2 ** 20;

interface KeptState {
  /** The last tokens read, at most `longestPrefix`. */
  tail: Int32Array;
  /** Whether `tail` is all that was read, from the state it starts from. */
  whole: boolean;
  state: Float32Array;
}

export class PrefixReader {
  /** The most recently used last. */
  private readonly kept: KeptState[] = [];

  /** @param start the state before a prefix; absent: the zero state */
  constructor(
    private readonly stepper: Stepper,
    private readonly start?: Float32Array,
  ) {}

  /**
   * Leaves the stepper before the last token of `ids` and returns that token: generation begins with the logits after it.
   * @throws UnrollError 'cancelled'
   */
  async read(ids: Int32Array, signal: AbortSignal, pause: () => Promise<void>): Promise<Int32Array> {
    const end = Math.max(0, ids.length - 1);
    const { from, origin, whole } = this.resume(ids, end);
    // One copy for all states that are kept on the way: the caller may write into `ids`.
    const read = ids.slice(origin, end);
    for (let next = from; next < end; next++) {
      this.stepper.step(ids[next]!);
      const done = next + 1;
      if (done % keptEvery === 0 || end - done < keptAtEnd) this.keep(read.subarray(0, done - origin), whole);
      await pause();
      if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
    }
    return ids.subarray(end);
  }

  /**
   * Restores the kept state that has read most of `ids[..end)`, or the state to start from; the zero state a bounded way before the end.
   * @returns where reading goes on, from where on `ids` are what the state has read, and whether it has read nothing else
   */
  private resume(ids: Int32Array, end: number): { from: number; origin: number; whole: boolean } {
    let best: { kept: KeptState; from: number } | undefined;
    for (const kept of this.kept.toReversed()) {
      const from = lastPlace(kept, ids, end, best?.from ?? 0);
      if (from > 0) best = { kept, from };
      if (from === end) break;
    }
    if (!best) {
      if (this.start) this.stepper.restore(this.start);
      else this.stepper.reset();
      const from = this.start ? 0 : Math.max(0, end - longestPrefix);
      return { from, origin: from, whole: true };
    }
    const { kept, from } = best;
    this.kept.splice(this.kept.indexOf(kept), 1);
    this.kept.push(kept);
    this.stepper.restore(kept.state);
    return { from, origin: Math.max(0, from - kept.tail.length), whole: kept.whole };
  }

  private keep(read: Int32Array, whole: boolean): void {
    const tail = read.subarray(Math.max(0, read.length - longestPrefix));
    this.kept.push({ tail, whole: whole && tail.length === read.length, state: this.stepper.save() });
    const most = Math.min(mostStates, Math.max(keptAtEnd, Math.floor(mostBytes / bytesOf(this.kept.at(-1)!))));
    if (this.kept.length > most) this.kept.splice(0, this.kept.length - most);
  }
}

/** Upper bound: tails of one reading share their memory. */
const bytesOf = ({ state }: KeptState): number => state.byteLength + 4 * longestPrefix;

/** The last place of `ids`, at most `end` and after `after`, before which stands what the state has read; 0: none. */
function lastPlace(kept: KeptState, ids: Int32Array, end: number, after: number): number {
  for (let place = end; place > after; place--) if (hasRead(kept, ids, place)) return place;
  return 0;
}

function hasRead({ tail, whole }: KeptState, ids: Int32Array, place: number): boolean {
  const length = Math.min(tail.length, place);
  let common = 0;
  while (common < length && tail[tail.length - 1 - common] === ids[place - 1 - common]) common++;
  if (whole && tail.length === place && common === place) return true;
  return common >= Math.max(fewestInCommon, length - cutOffTokens);
}
