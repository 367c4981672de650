import { setImmediate } from 'node:timers/promises';

/** Returns a function that gives way to messages when the last time was longer ago than `milliseconds`, and costs nothing otherwise. */
export function pauser(milliseconds = 20): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await setImmediate();
    last = performance.now();
  };
}
