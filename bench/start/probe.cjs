/**
 * Loaded before a program (`node --require`): writes the program's processor time, all threads together, to file descriptor 3 when it
 * ends, or, with UNROLL_BENCH_UNTIL, when it first prints that text, and then ends the program.
 */
/* global process */
const { writeSync } = require('node:fs');

const awaited = process.env.UNROLL_BENCH_UNTIL;
let reported = false;

function report() {
  if (reported) return;
  reported = true;
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ cpuMs: (user + system) / 1000 }));
}

process.on('exit', report);
if (awaited) {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => {
    if (String(chunk).includes(awaited)) {
      report();
      // Exits at once: later work is not measured, and the compile cache is written.
      process.exit();
    }
    return write(chunk, ...rest);
  };
}
