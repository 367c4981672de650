/** The shared memory in which replicas meet once a step: a counter to wait on, and two sets of slots for their values. */
import { UnrollError } from '../../protocol/errors';
import { readMessage, textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';

/** The shared memory, as it is posted to the other threads. */
export interface MeetingPlaceMemory {
  count: number;
  values: number;
  control: SharedArrayBuffer;
  slots: SharedArrayBuffer;
}

/** Scalars beside the gradients, in float64. */
const scalarsPerSlot = 8;
const causeBytes = 4096;
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
   * @throws UnrollError 'internal' when a replica has failed, or when none has come for `patienceMs`
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
  fail(thrown: unknown): void {
    if (Atomics.load(this.control, failed) !== 0) return;
    const bytes = writtenCause(thrown);
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
      if (Atomics.load(this.control, failed) !== 0) throw this.failure();
      if (waited >= patienceMs) throw new UnrollError('internal', message('error.threadSilent'));
      if (Atomics.wait(this.control, arrived, now, lookMs) === 'timed-out') waited += lookMs;
    }
  }

  private failure(): UnrollError {
    const bytes = this.cause.slice(0, Atomics.load(this.control, causeLength));
    const cause = readMessage(JSON.parse(new TextDecoder().decode(bytes))) ?? textMessage('');
    return new UnrollError('internal', message('error.threadFailed', { cause }));
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

/** What is said of an error, for another thread; shortened where it does not fit. */
function writtenCause(thrown: unknown): Uint8Array {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const bytesOf = (cause: Message): Uint8Array => new TextEncoder().encode(JSON.stringify(cause));
  const whole = bytesOf(thrown instanceof UnrollError ? thrown.sentence : textMessage(text));
  // A character takes up to six bytes in JSON.
  return whole.length <= causeBytes ? whole : bytesOf(textMessage(text.slice(0, causeBytes / 8)));
}
