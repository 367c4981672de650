/** Ctrl+C once ends a run gracefully; twice ends the process. */

export const interruptedCode = 130;

export interface Interruption {
  /** Aborted at the first signal. */
  stop: AbortSignal;
  dispose: () => void;
}

export function onInterruption(announce: () => void): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
    announce();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    stop: controller.signal,
    dispose: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
