/** Ctrl+C, or the end of the terminal, once ends a run gracefully; twice ends the process. */
import { isatty } from 'node:tty';

export const interruptedCode = 130;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** Aborted at the first signal. */
  stop: AbortSignal;
  dispose: () => void;
}

/** They end runs gracefully when the reader of the output has gone. */
const unread = new Set<() => void>();

/** A pending read of a pipe cannot be cancelled: where nothing is to be kept, the process exits without waiting for it. */
const millisecondsToEnd = 1500;

/** @param work what is lost by an end at once */
export function onInterruption(announce: () => void, work: 'kept' | 'lost' = 'lost'): Interruption {
  const controller = new AbortController();
  let ending: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (controller.signal.aborted) return;
    controller.abort();
    announce();
    // The second signal is the system's: it ends the process whatever that is busy with. One that has come already is still ours.
    setImmediate(leaveSignals);
  };
  const interrupt = (signal: NodeJS.Signals): void => {
    const end = (): void => {
      leaveSignals();
      process.kill(process.pid, signal);
    };
    if (controller.signal.aborted) end();
    stop();
    if (work === 'lost') ending = setTimeout(end, millisecondsToEnd).unref();
  };
  const leaveSignals = (): void => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  for (const signal of signals) process.on(signal, interrupt);
  if (work === 'kept') unread.add(stop);
  return {
    stop: controller.signal,
    dispose: () => {
      leaveSignals();
      clearTimeout(ending);
      unread.delete(stop);
    },
  };
}

/** Work that is given up at the first signal. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = onInterruption(() => undefined);
  try {
    return await work(interruption.stop);
  } finally {
    interruption.dispose();
  }
}

let asked = false;

/** Nobody reads standard output any more. @returns whether a run has been asked to end; the process then ends with it */
export function readerIsGone(): boolean {
  asked ||= unread.size > 0;
  for (const stop of unread) stop();
  return asked;
}

/**
 * Node puts every terminal back as it was when it ends, and crashes where one has gone away: the process then ends by the signal that says
 * so, as any other would have.
 */
export function endWithTerminal(): void {
  const terminals = [0, 1, 2].filter(isatty);
  process.on('exit', () => {
    if (process.platform === 'win32' || terminals.every(isatty)) return;
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  });
}
