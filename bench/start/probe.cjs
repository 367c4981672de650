/**
 * Loaded before a program (`node --require`): writes on channel 3 what the program has used of the processor, all its threads together, when it
 * ends; with UNROLL_BENCH_UNTIL when it first prints that text, and then ends it.
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
      // At once: what is to come is not measured, and the code that was compiled is kept.
      process.exit();
    }
    return write(chunk, ...rest);
  };
}
