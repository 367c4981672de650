/** The status of a run as text and as a codicon. */
import type { EndReason } from '../src/protocol/metrics';
import { isOver, type Run, type RunStatus } from '../src/protocol/run';
import { message } from '../src/words/message';
import { say } from './words';

const endIcons: Readonly<Record<EndReason, string>> = {
  completed: 'check',
  'early-stopping': 'check',
  stopped: 'debug-stop',
};

/** `icon` is the name of a codicon. */
export function describeStatus(status: RunStatus): { text: string; icon: string } {
  switch (status.state) {
    case 'starting':
      return { text: say('page.status.starting', { phase: message(`phase.${status.phase}`) }), icon: 'loading' };
    case 'running':
      return { text: say('page.status.running'), icon: 'pulse' };
    case 'stopping':
      return { text: say('page.status.stopping'), icon: 'loading' };
    case 'ended':
      return { text: say(`page.status.${status.result.reason}`), icon: endIcons[status.result.reason] };
    case 'interrupted':
      return { text: say('page.status.interrupted'), icon: 'debug-disconnect' };
    case 'failed':
      return { text: say('page.status.failed'), icon: 'error' };
  }
}

/** "Epoch 3.2 of 20 · step 160"; for a run that has ended, its last epoch and step. */
export function describePlace({ status, metrics, epochs }: Pick<Run, 'status' | 'metrics' | 'epochs'>): string {
  const latest = metrics.at(-1);
  if (status.state === 'ended') {
    const { reason, epochs: done, steps: count } = status.result;
    const steps = message('page.steps', { count });
    return reason === 'completed'
      ? say('page.place.done', { epochs: message('page.epochs', { count: done }), steps })
      : say('page.place.doneEarly', { epoch: done, epochs: message('page.epochs', { count: epochs }), steps });
  }
  if (latest) return say('page.place', { epoch: Math.min(latest.epoch, epochs), epochs, step: latest.step });
  return say(isOver({ status }) ? 'page.place.never' : 'page.place.waiting');
}
