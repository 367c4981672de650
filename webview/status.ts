/** Where a run stands, in words and as an icon of the editor's. */
import type { RunStatus } from '../src/protocol/page';

const endings: Readonly<Record<string, { text: string; icon: string }>> = {
  completed: { text: 'Finished', icon: 'check' },
  'early-stopping': { text: 'Finished early: validation stopped improving', icon: 'check' },
  stopped: { text: 'Stopped; the model so far is kept', icon: 'debug-stop' },
};

/** `icon` is the name of a codicon. */
export function describeStatus(status: RunStatus): { text: string; icon: string } {
  switch (status.state) {
    case 'starting':
      return { text: `${status.phase} …`, icon: 'loading' };
    case 'running':
      return { text: 'Training', icon: 'pulse' };
    case 'stopping':
      return { text: 'Stopping …', icon: 'loading' };
    case 'ended':
      return endings[status.result.reason] ?? { text: 'Finished', icon: 'check' };
    case 'failed':
      return { text: 'Failed', icon: 'error' };
  }
}
