/** The protocol of ../program.ts for peers in JavaScript. */
/* global process, console, performance */
const { createInterface } = require('node:readline');

const print = values => console.log(JSON.stringify(values));

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Warms up with at most three steps, slow programs with one; a round has at least two steps. */
async function serve({ step, tokens, seconds }) {
  const time = async () => {
    const start = performance.now();
    await step();
    return performance.now() - start;
  };
  const steps = async (least, most) => {
    const times = [];
    const end = performance.now() + seconds * 1000;
    while (times.length < least || (times.length < most && performance.now() < end)) times.push(await time());
    return times;
  };
  await steps(1, 3);
  print({ ready: true });
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while (!(await lines.next()).done) print({ tokensPerSecond: (tokens * 1000) / median(await steps(2, Infinity)) });
}

module.exports = { serve };
