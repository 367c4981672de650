/** Long work lets messages be handled now and then, and ends when it is cancelled. */
import { setImmediate } from 'node:timers/promises';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';

/** Awaited between pieces of work. */
export type Pause = () => Promise<void>;

/** Gives way when the last time was longer ago than `milliseconds`, and costs nothing otherwise. */
export function pauser(milliseconds = 20): Pause {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await setImmediate();
    last = performance.now();
  };
}

/** As `pauser`; throws UnrollError 'cancelled' once the signal is aborted. */
export function cancellable(signal: AbortSignal, milliseconds = 5): Pause {
  const pause = pauser(milliseconds);
  return async () => {
    await pause();
    if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
  };
}
