/** Trains a model of any kind: reports, Ctrl+C, and the exit code. */
import { chosenFor, dataOf, usesOf } from '../kinds/descriptions';
import { implementationOf } from '../kinds/implementations';
import type { OptionsOf } from '../options/read';
import { toUnrollError } from '../protocol/errors';
import type { KindData, KindId } from '../protocol/kind';
import type { EndReason, TrainingResult } from '../protocol/metrics';
import type { TrainJob } from '../protocol/worker';
import { readManifest } from '../store/manifest';
import { interruptedCode, onInterruption } from './interruption';
import { chooseReporter } from './reporters';
import { say, type Terminal } from './terminal';

const exitCodes: Readonly<Record<EndReason, number>> = {
  completed: 0,
  'early-stopping': 0,
  stopped: interruptedCode,
};

/** The command that makes models of such data. */
const makers: Readonly<Record<KindData, string>> = {
  text: 'train',
  pairs: 'train-translation',
  labels: 'train-classifier',
  series: 'forecast',
};

export interface ReportOptions {
  json: boolean;
  quiet: boolean;
  /** What is done with the model at once. */
  made?(folder: string): Promise<unknown>;
}

export async function train(terminal: Terminal, options: ReportOptions, job: TrainJob): Promise<number> {
  const result = await trainToTheEnd(terminal, options, job);
  await options.made?.(result.folder);
  if (!options.json && !options.quiet) {
    const { folder, reason } = result;
    const manifest = await readManifest(folder);
    const [use] = usesOf(manifest);
    terminal.print(say(`terminal.next.${use}`, { folder }));
    if (reason === 'stopped')
      terminal.print(say('terminal.next.resume', { command: makers[dataOf(manifest)], file: shownFile(job), folder }));
  }
  return exitCodes[result.reason];
}

/** What stands for the text in a command that is shown: its file, where that is one that every shell reads alike between quotation marks. */
function shownFile({ sources }: TrainJob): string {
  const [source, ...others] = sources;
  const isPlain = source?.kind === 'file' && others.length === 0 && !/["$`!%\p{Cc}]|\\$/u.test(source.path);
  return isPlain ? `"${source.path}"` : 'FILE';
}

/** Reports as it goes; the model so far where it is stopped. */
export async function trainToTheEnd(
  terminal: Terminal,
  options: Pick<ReportOptions, 'json' | 'quiet'>,
  job: TrainJob,
): Promise<TrainingResult> {
  const reporter = await chooseReporter(terminal, options, chosenFor(job));
  const interruption = onInterruption(() => reporter.stopping(say('terminal.stopping')), 'kept');
  try {
    const { runTraining } = await import('../training/runTraining');
    const result = await runTraining<OptionsOf<KindId>>(await implementationOf(job.kind), job, {
      emit: event => reporter.event(event),
      signal: new AbortController().signal,
      stop: interruption.stop,
    });
    reporter.result(result);
    return result;
  } catch (thrown) {
    if (interruption.stop.aborted && toUnrollError(thrown).code === 'cancelled')
      reporter.stopping(say('terminal.end.nothing'));
    throw thrown;
  } finally {
    reporter.close();
    interruption.dispose();
  }
}
