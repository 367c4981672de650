/** `node --import scripts/endWithParent.mjs PROGRAM`: the program, and the group that it leads, end soon after its parent. */
import { setInterval } from 'node:timers';

const parent = process.ppid;

// What the program forks has a life of its own, as without this.
const at = process.execArgv.indexOf('--import');
if (at >= 0) process.execArgv.splice(at, 2);

setInterval(() => {
  if (process.ppid === parent) return;
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // It leads none.
  }
  process.exit(1);
}, 1000).unref();
