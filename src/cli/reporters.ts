/** How a training run is told: a live bar on a terminal, plain lines in a file, JSON lines for a program, or the folder alone. */
import type { ModelUse } from '../protocol/kind';
import { apply } from '../protocol/run';
import { linesOf, progressLine, resultLines } from './format';
import { emptyRun, type Reporter } from './reporter';
import type { Terminal } from './terminal';

/** Plain progress lines come this far apart. */
const secondsBetweenLines = 5;

function plainReporter({ print, remark }: Terminal, use: ModelUse): Reporter {
  const run = emptyRun(use);
  let shownAt = -Infinity;
  return {
    event: event => {
      apply(run, event);
      linesOf(event, use).forEach(print);
      if (event.kind !== 'metrics' || event.metrics.seconds - shownAt < secondsBetweenLines) return;
      shownAt = event.metrics.seconds;
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

/** @param use what the model is for: losses are said accordingly */
export async function chooseReporter(
  terminal: Terminal,
  { json, quiet }: { json: boolean; quiet: boolean },
  use: ModelUse,
): Promise<Reporter> {
  if (json) return jsonReporter(terminal);
  if (quiet) return quietReporter(terminal);
  if (!terminal.live) return plainReporter(terminal, use);
  return (await import('./barReporter')).barReporter(terminal, terminal.live, use);
}
