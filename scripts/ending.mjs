/** Programs that are started here end when this process does: at its end, and at the signals that end it. */
import { resolve } from 'node:path';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<() => void>} */
const endings = new Set();

/** For `node --import`: ends a program whose parent is gone, where that was killed and could do nothing any more. */
export const endWithParent = resolve('scripts/endWithParent.mjs');

/** @param {ChildProcess} child is ended with this process @param {{ group?: boolean }} [how] group: it leads a group of its own, which ends too */
export function endWithThis(child, { group = false } = {}) {
  const end = () => {
    try {
      if (group) process.kill(-(child.pid ?? NaN), 'SIGKILL');
      else child.kill('SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  endings.add(end);
  // What it has started may be there still; the number of a group is not given to another one until then.
  if (!group) child.once('exit', () => endings.delete(end));
}

let endsAtSignals = false;

/** Whatever else listens to these signals (a browser that closes itself) keeps the process alive: it is ended here. */
export function endAtSignals() {
  if (endsAtSignals) return;
  endsAtSignals = true;
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]))
    process.once(signal, () => process.exit(128 + number));
}

process.once('exit', () => {
  for (const end of endings) end();
});
