/** Logs every few seconds how long this process was blocked and how much memory it has. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LogOutputChannel } from 'vscode';
import { Disposable } from './disposable';

const milliseconds = 5000;
/** Milliseconds between two measurements of the monitor, which adds this value to each delay. */
const resolution = 10;

export class BlockedTime extends Disposable {
  constructor(log: LogOutputChannel) {
    super();
    const delays = monitorEventLoopDelay({ resolution });
    delays.enable();
    const timer = setInterval(() => {
      const longest = Math.max(0, delays.max / 1e6 - resolution);
      log.trace(`blocked ${longest.toFixed(1)} ms, heap ${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(0)} MB`);
      delays.reset();
    }, milliseconds);
    this._register({
      dispose: () => {
        clearInterval(timer);
        delays.disable();
      },
    });
  }
}
