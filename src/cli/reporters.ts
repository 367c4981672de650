/** How a training run is told: a live bar on a terminal, plain lines in a file, JSON lines for a program, or the folder alone. */
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { ModelUse } from '../protocol/kind';
import type { TrainingEvent, TrainingResult } from '../protocol/metrics';
import { apply, newRun, type Run } from '../protocol/run';
import { visible } from '../words/harmless';
import { linesOf, progressLine, resultLines } from './format';
import type { Terminal } from './terminal';
import { textMessage } from '../protocol/message';

export interface Reporter {
  event(event: TrainingEvent): void;
  /** It is about to end, and is told no more: the process may be ended at any moment. */
  stopping(line: string): void;
  result(result: TrainingResult): void;
  /** Leaves the terminal as it was, whether the run ended well or not. */
  close(): void;
}

/** Of a run only its progress is told here. */
const emptyRun = (use: ModelUse): Run => newRun({ id: '', name: '', description: textMessage(''), use, epochs: 0 }, 0);

/** Plain progress lines come this far apart. */
const secondsBetweenLines = 5;

function plainReporter({ print, remark }: Terminal, use: ModelUse): Reporter {
  const run = emptyRun(use);
  let saidAt = -Infinity;
  return {
    event: event => {
      apply(run, event);
      linesOf(event, use).forEach(print);
      if (event.kind !== 'metrics' || event.metrics.seconds - saidAt < secondsBetweenLines) return;
      saidAt = event.metrics.seconds;
      print(progressLine(run));
    },
    stopping: remark,
    result: result => {
      resultLines(result, use).forEach(print);
    },
    close: () => undefined,
  };
}

const jsonReporter = ({ print, remark }: Terminal): Reporter => ({
  event: event => print(JSON.stringify(event)),
  stopping: remark,
  result: result => print(JSON.stringify({ kind: 'result', result })),
  close: () => undefined,
});

const quietReporter = ({ print, remark }: Terminal): Reporter => ({
  event: () => undefined,
  stopping: remark,
  result: ({ folder }) => print(folder),
  close: () => undefined,
});

/** What a bar's percentage and progress line take. */
const lineWidth = 86;

/** A bar at the bottom; everything else scrolls above it. */
function barReporter(terminal: Terminal, stream: NodeJS.WriteStream, use: ModelUse): Reporter {
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

/** @param use what the model is for: losses are said accordingly */
export function chooseReporter(
  terminal: Terminal,
  { json, quiet }: { json: boolean; quiet: boolean },
  use: ModelUse,
): Reporter {
  if (json) return jsonReporter(terminal);
  if (quiet) return quietReporter(terminal);
  return terminal.live ? barReporter(terminal, terminal.live, use) : plainReporter(terminal, use);
}
