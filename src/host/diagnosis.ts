/** While the log level of the extension is Trace: logs every few seconds how long this process was blocked and how much memory it has. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { Disposable } from './disposable';

const milliseconds = 5000;
/** Milliseconds between two measurements of the monitor, which adds this value to each delay. */
const resolution = 10;

export class Diagnosis extends Disposable {
  private running: Disposable | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {
    super();
    const follow = (): void => {
      const wanted = log.logLevel === vscode.LogLevel.Trace;
      if (!wanted) this.running?.dispose();
      this.running = wanted ? (this.running ?? this._register(new Monitor(this.log))) : undefined;
    };
    this._register(log.onDidChangeLogLevel(follow));
    follow();
  }
}

class Monitor extends Disposable {
  constructor(log: vscode.LogOutputChannel) {
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
