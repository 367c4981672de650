/** Where a run stands, in words and as an icon of the editor's. */
import type { Message } from '../src/protocol/message';
import type { EndReason } from '../src/protocol/metrics';
import { isOver, type Phase, type Run, type RunStatus } from '../src/protocol/run';
import { inEnglish, render } from '../src/words/render';

export const sentence = (message: Message): string => render(message, inEnglish('plain'));

const phases: Readonly<Record<Phase, string>> = {
  process: 'Starting the background process',
  reading: 'Reading the text',
  tokenising: 'Building the vocabulary',
  measuring: 'Measuring the engines',
  training: 'Training',
  saving: 'Saving the model',
};

const endings: Readonly<Record<EndReason, { text: string; icon: string }>> = {
  completed: { text: 'Finished', icon: 'check' },
  'early-stopping': { text: 'Finished early: validation stopped improving', icon: 'check' },
  stopped: { text: 'Stopped; the model so far is kept', icon: 'debug-stop' },
};

/** `icon` is the name of a codicon. */
export function describeStatus(status: RunStatus): { text: string; icon: string } {
  switch (status.state) {
    case 'starting':
      return { text: `${phases[status.phase]} …`, icon: 'loading' };
    case 'running':
      return { text: 'Training', icon: 'pulse' };
    case 'stopping':
      return { text: 'Stopping …', icon: 'loading' };
    case 'ended':
      return endings[status.result.reason];
    case 'interrupted':
      return { text: 'Interrupted', icon: 'debug-disconnect' };
    case 'failed':
      return { text: 'Failed', icon: 'error' };
  }
}

/** "Epoch 3.2 of 20 · step 160"; of a run that has ended, where its end was. */
export function describePlace({ status, metrics, epochs }: Pick<Run, 'status' | 'metrics' | 'epochs'>): string {
  const latest = metrics.at(-1);
  if (status.state === 'ended') {
    const { result } = status;
    const done =
      result.reason === 'completed'
        ? countOf(result.epochs, 'epoch')
        : `${result.epochs.toFixed(1)} of ${countOf(epochs, 'epoch')}`;
    return `${done} · ${countOf(result.steps, 'step')}`;
  }
  if (latest)
    return `Epoch ${Math.min(latest.epoch, epochs).toFixed(1)} of ${epochs} · step ${latest.step.toLocaleString('en')}`;
  return isOver({ status }) ? 'Ended before the first step' : 'Waiting for the first step …';
}

const countOf = (count: number, noun: string): string =>
  `${Math.round(count).toLocaleString('en')} ${noun}${Math.round(count) === 1 ? '' : 's'}`;
