/** Feeds a prefix to a stepper and remembers the state at its end, so that a prefix that has grown costs only what is new. */
import type { Stepper } from '../engine/contract';
import { UnrollError } from '../protocol/errors';

/** A recurrent state forgets: tokens further back than this change nothing that can be seen. */
const longestPrefix = 1000;

export class PrefixReader {
  private known: { ids: Int32Array; state: Float32Array } | undefined;

  constructor(private readonly stepper: Stepper) {}

  /**
   * Leaves the stepper before the last token of `ids` and returns that token: generation begins with the logits after it.
   * @throws UnrollError 'cancelled'
   */
  async read(ids: Int32Array, signal: AbortSignal, pause: () => Promise<void>): Promise<Int32Array> {
    const from = this.resume(ids);
    const end = Math.max(0, ids.length - 1);
    for (let i = from; i < end; i++) {
      this.stepper.step(ids[i]!);
      await pause();
      if (signal.aborted) throw new UnrollError('cancelled', 'The continuation was cancelled.');
    }
    this.known = { ids: ids.slice(0, end), state: this.stepper.save() };
    return ids.subarray(end);
  }

  /** Where reading goes on: after what the remembered state has read, or a bounded way before the end. */
  private resume(ids: Int32Array): number {
    const { known } = this;
    if (
      known &&
      known.ids.length > 0 &&
      known.ids.length < ids.length &&
      known.ids.every((id, index) => id === ids[index])
    ) {
      this.stepper.restore(known.state);
      return known.ids.length;
    }
    this.stepper.reset();
    return Math.max(0, ids.length - 1 - longestPrefix);
  }
}
