/** A training run told on a terminal: its progress on the last line, everything else above it. */
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { ModelUse } from '../protocol/kind';
import { apply } from '../protocol/run';
import { visible } from '../words/harmless';
import { linesOf, progressLine, resultLines } from './format';
import { emptyRun, type Reporter } from './reporter';
import type { Terminal } from './terminal';

/** What a bar's percentage and progress line take. */
const lineWidth = 86;

export function barReporter(terminal: Terminal, stream: NodeJS.WriteStream, use: ModelUse): Reporter {
  const bars = new MultiBar(
    {
      stream,
      format: '{bar} {percentage}%  {line}',
      barsize: Math.min(20, Math.max(4, terminal.width - lineWidth)),
      hideCursor: true,
      clearOnComplete: true,
      // The terminal's own wrapping stays on, for the samples above the bar.
      linewrap: true,
      // Ctrl+C is the command's: the run ends first.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const run = emptyRun(use);
  let bar: SingleBar | undefined;
  let isEnding = false;
  const say = (line: string): void => {
    if (bar) bars.log(`${visible(line)}\n`);
    else terminal.remark(line);
  };
  const close = (): void => {
    if (!bar) return;
    bars.update();
    bars.stop();
    bar = undefined;
  };
  return {
    event: event => {
      apply(run, event);
      linesOf(event, use).forEach(say);
      if (event.kind === 'started' && !isEnding) bar = bars.create(event.totalSteps, 0, { line: '' });
      if (event.kind === 'metrics') bar?.update(event.metrics.step, { line: progressLine(run) });
    },
    stopping: line => {
      isEnding = true;
      close();
      terminal.remark(line);
    },
    result: result => {
      close();
      resultLines(result, use).forEach(terminal.print);
    },
    close,
  };
}
