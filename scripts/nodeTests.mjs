/** Runs files of tests by node:test, each in a process of its own, several at once, and counts. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { endWithParent, endWithThis } from './ending.mjs';
import { nothing, sum } from './counts.mjs';

/** @typedef {import('./counts.mjs').Count} Count */
/**
 * @typedef {object} Job
 * @property {string} node the program
 * @property {string} file
 * @property {string} title of the file and what runs it
 */

const reporter = resolve('scripts/countReporter.mjs');

/**
 * All of them, two at once, begun in the given order: with the longest first, the end is not one long file alone.
 * @param {Job[]} jobs @param {{ env?: Record<string, string>, minutes?: number, first?: [Job[], Job[]] }} [how] minutes: for each file; first: what is
 * run before those, the files of the one list beside the files of the other
 */
export async function nodeTests(jobs, { env = {}, minutes = 4, first = [[], []] } = {}) {
  const waiting = [...jobs];
  /** @type {{ title: string, seconds: number, count: Count }[]} */
  const ended = [];
  const work = async (/** @type {Job[]} */ own) => {
    const next = () => own.shift() ?? waiting.shift();
    for (let job = next(); job; job = next()) {
      const began = performance.now();
      const count = await runFile(job, env, minutes);
      ended.push({ title: job.title, seconds: (performance.now() - began) / 1000, count });
    }
  };
  await Promise.all(first.map(own => work([...own])));
  ended.sort((a, b) => b.seconds - a.seconds);
  return { count: sum(ended.map(({ count }) => count)), ended };
}

/** @param {Job} job @param {Record<string, string>} env @param {number} minutes @returns {Promise<Count>} */
function runFile({ node, file, title }, env, minutes) {
  return new Promise(accept => {
    // Not by `node --test`, which would start two processes for a file. A file that never ends is ended, and counts as failed.
    const child = spawn(
      node,
      ['--import', endWithParent, '--enable-source-maps', `--test-reporter=${reporter}`, file],
      {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: minutes * 60_000,
        killSignal: 'SIGKILL',
      },
    );
    endWithThis(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
    // A training that a killed file leaves behind may hold the pipes: the end of the file is awaited, then briefly the rest of its output.
    child.once('exit', (code, signal) => {
      const finish = () => {
        clearTimeout(patience);
        accept(counted(title, output, signal === null ? code : `${signal} (after at most ${minutes} minutes)`));
      };
      const patience = setTimeout(finish, 1000);
      child.once('close', finish);
    });
  });
}

/** @param {string} title @param {string} output @param {number | string | null} code @returns {Count} */
function counted(title, output, code) {
  const lines = output.trimEnd().split('\n');
  const at = lines.findLastIndex(line => line.startsWith('{"passed"'));
  /** @type {Count} */
  const count = at < 0 ? nothing() : JSON.parse(lines[at] ?? '');
  if (code !== 0 && count.failed === 0) count.failed = 1;
  if (count.failed > 0) console.log(`  ${title} (exit ${code}):\n${lines.filter((_, line) => line !== at).join('\n')}`);
  return count;
}
