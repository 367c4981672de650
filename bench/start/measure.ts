/**
 * Processor time of starting programs, all threads together, which other work on the machine hardly changes.
 * Products of earlier versions are folders with a `dist` (built with --production); they are measured in turn.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { median } from '../statistics';

const here = resolve('bench/start');
const sample = resolve('samples/lighthouse.txt');

interface Start {
  /** The program of a product and its arguments. */
  program: (dist: string) => string[];
  /** The program is ended when it has printed this text; absent: it ends by itself. */
  until?: string;
  /** A background process: it gets a 'hello' request, and ends after its answer. */
  greeted?: boolean;
}

const cli =
  (...words: string[]) =>
  (dist: string): string[] => [join(dist, 'cli.js'), ...words];

const starts: Readonly<Record<string, Start>> = {
  'unroll --version': { program: cli('--version') },
  'unroll train --help': { program: cli('train', '--help') },
  'unroll models': { program: cli('models') },
  'background process answers': { program: dist => [join(dist, 'worker.js')], greeted: true },
  'extension is loaded': { program: dist => [join(here, 'extension.cjs'), join(dist, 'extension.js')] },
  'training reads its text': { program: cli('train', sample, '--json', '--threads', '1'), until: '"tokenising"' },
  'first figure of a training': { program: cli('train', sample, '--json', '--threads', '1'), until: '"metrics"' },
};

interface Product {
  dist: string;
  /** Of its own: what V8 compiled of one version is stored anew by another. */
  cache: string;
}

/** Processor time of one start, ms. */
async function cpuOf(
  node: string,
  { program, until = '', greeted = false }: Start,
  { dist, cache }: Product,
): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'unroll-start-'));
  try {
    const [file = '', ...words] = program(dist);
    const execArgv = ['--require', join(here, 'probe.cjs')];
    const env = { ...process.env, UNROLL_HOME: home, UNROLL_BENCH_UNTIL: until, XDG_CACHE_HOME: cache };
    const child: ChildProcess = greeted
      ? fork(file, words, {
          execPath: node,
          execArgv,
          env,
          serialization: 'advanced',
          stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'ipc'],
        })
      : spawn(node, [...execArgv, file, ...words], { env, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
    if (greeted) {
      child.once('message', () => child.disconnect());
      // With version 0 the answer is an error.
      child.send({ jsonrpc: '2.0', id: 1, method: 'hello', params: { protocolVersion: 0 } });
    }
    const reported: unknown = JSON.parse(await text(child.stdio[3] as Readable));
    if (typeof reported === 'object' && reported !== null && 'cpuMs' in reported) return Number(reported.cpuMs);
    throw new Error(`${file} reported nothing.`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param products their folders @returns a Markdown table with median and minimum over the rounds */
export async function startReport(node: string, products: readonly string[], rounds: number): Promise<string> {
  const lines = [`| CPU ms, median (least) | ${products.join(' | ')} |`, `| --- |${' ---: |'.repeat(products.length)}`];
  const caches = mkdtempSync(join(tmpdir(), 'unroll-start-caches-'));
  const built = products.map((product, i): Product => ({
    dist: resolve(product, 'dist'),
    cache: join(caches, String(i)),
  }));
  for (const [name, start] of Object.entries(starts)) {
    const times = built.map((): number[] => []);
    // The first round does not count: it includes work that is done once on a machine, such as compiling.
    for (let round = 0; round <= rounds; round++)
      for (const [i, product] of built.entries()) {
        const cpu = await cpuOf(node, start, product);
        if (round > 0) times[i]!.push(cpu);
      }
    const cells = times.map(own => `${Math.round(median(own))} (${Math.round(Math.min(...own))})`);
    lines.push(`| ${name} | ${cells.join(' | ')} |`);
  }
  rmSync(caches, { recursive: true, force: true });
  return lines.join('\n');
}
