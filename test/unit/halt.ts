/** For tests of trainings that are processes of their own. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { secondsToFirstCheckpoint } from '../../src/training/observer';

/** Until the first checkpoint is due, so that the next step writes it, however fast the machine is. Meanwhile nothing is computed. */
export function haltUntilCheckpoint(child: ChildProcess): void {
  child.kill('SIGSTOP');
  void setTimeout(1000 * secondsToFirstCheckpoint).then(() => child.kill('SIGCONT'));
}
