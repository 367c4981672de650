/** The shared memory in which replicas meet once a step: a counter to wait on, and two sets of slots for their values. */

/** The shared memory, as it is posted to the other threads. */
export interface MeetingPlaceMemory {
  count: number;
  values: number;
  control: SharedArrayBuffer;
  slots: SharedArrayBuffer;
}

/** Scalars beside the gradients, in float64. */
const scalarsPerSlot = 8;
const causeBytes = 512;
/** How often a waiting thread looks whether another has failed, ms. */
const lookMs = 500;
/** A waiting thread polls for so long, ms, before it sleeps: waking it takes longer than most waits. */
const awakeMs = 0.2;

const arrived = 0;
const failed = 1;
const causeLength = 2;
const controlWords = 4;

export function createMemory(count: number, values: number): MeetingPlaceMemory {
  const slotBytes = scalarsPerSlot * 8 + Math.ceil(values / 2) * 8;
  return {
    count,
    values,
    control: new SharedArrayBuffer(controlWords * 4 + causeBytes),
    slots: new SharedArrayBuffer(2 * count * slotBytes),
  };
}

export interface Slot {
  scalars: Float64Array;
  values: Float32Array;
}

export class MeetingPlace {
  private readonly control: Int32Array;
  private readonly cause: Uint8Array;
  private meetings = 0;

  constructor(private readonly memory: MeetingPlaceMemory) {
    this.control = new Int32Array(memory.control, 0, controlWords);
    this.cause = new Uint8Array(memory.control, controlWords * 4);
  }

  /**
   * Where a replica leaves its values for the next meeting. Slots alternate: while a slow replica still reads those of
   * the last meeting, a fast one already writes the others; it cannot be two meetings ahead.
   */
  slot(rank: number): Slot {
    return this.slotAt(this.meetings, rank);
  }

  /**
   * Waits until all have arrived, then shows everyone's slots in the order of ranks.
   * @throws Error when a replica has failed, or when none has come for `patienceMs`
   */
  meet(patienceMs: number): Slot[] {
    const { count } = this.memory;
    Atomics.add(this.control, arrived, 1);
    Atomics.notify(this.control, arrived);
    this.waitFor(count * (this.meetings + 1), patienceMs);
    const slots = Array.from({ length: count }, (_, rank) => this.slotAt(this.meetings, rank));
    this.meetings++;
    return slots;
  }

  /** Ends the waiting of all others with an error. */
  fail(cause: string): void {
    if (Atomics.load(this.control, failed) !== 0) return;
    const bytes = new TextEncoder().encode(cause).subarray(0, causeBytes);
    this.cause.set(bytes);
    Atomics.store(this.control, causeLength, bytes.length);
    Atomics.store(this.control, failed, 1);
    Atomics.notify(this.control, arrived);
  }

  private waitFor(target: number, patienceMs: number): void {
    const start = performance.now();
    while (Atomics.load(this.control, arrived) < target && performance.now() - start < awakeMs);
    // Counted in looks, not by the clock: that goes on while the machine sleeps.
    let waited = 0;
    for (let now = Atomics.load(this.control, arrived); now < target; now = Atomics.load(this.control, arrived)) {
      if (Atomics.load(this.control, failed) !== 0) throw new Error(this.causeOfFailure());
      if (waited >= patienceMs)
        throw new Error('A training thread stopped answering. Train again, with fewer threads.');
      if (Atomics.wait(this.control, arrived, now, lookMs) === 'timed-out') waited += lookMs;
    }
  }

  private causeOfFailure(): string {
    const bytes = this.cause.slice(0, Atomics.load(this.control, causeLength));
    return `Another training thread failed: ${new TextDecoder().decode(bytes)}`;
  }

  private slotAt(meeting: number, rank: number): Slot {
    const { count, values, slots } = this.memory;
    const slotBytes = slots.byteLength / (2 * count);
    const offset = ((meeting % 2) * count + rank) * slotBytes;
    return {
      scalars: new Float64Array(slots, offset, scalarsPerSlot),
      values: new Float32Array(slots, offset + scalarsPerSlot * 8, values),
    };
  }
}
