/** Profiles the extension host with its inspector while a person types, and computes Unroll's share of the time. */
import type { Browser, Page } from 'playwright-core';
import { quantile } from './table';

/** An interval in which the extension host was never idle; milliseconds. */
export interface Stretch {
  /** Start and length, by the inspector's clock. */
  at: number;
  total: number;
  /** The time with a function of Unroll on the stack. */
  ours: number;
  /** That time by the innermost such function. */
  functions: Map<string, number>;
  /** The time of garbage collection, which is for objects of all extensions and of VS Code. */
  garbage: number;
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  samples: number[];
  /** Microseconds between each sample and the previous one. */
  timeDeltas: number[];
}

declare global {
  interface Window {
    unrollInspector?: Promise<WebSocket>;
    /** The number of requests so far. */
    unrollAsked?: number;
  }
}

const isOurs = (url: string): boolean => /unroll\.unroll-[^/]*\/dist\//.test(url);
/** The sampling interval, microseconds. */
const interval = 250;

export class HostProfile {
  private constructor(
    private readonly page: Page,
    private readonly send: (method: string, parameters?: object) => Promise<unknown>,
  ) {}

  /** @param port of the extension host's inspector */
  static async start(browser: Browser, port: number): Promise<HostProfile> {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      webSocketDebuggerUrl: string;
    }[];
    const page = await browser.newPage();
    // Uses the browser's WebSocket, which Node 20 lacks.
    const send = (method: string, parameters = {}): Promise<unknown> =>
      page.evaluate(
        ([address, method, parameters]) => {
          window.unrollInspector ??= new Promise(accept => {
            const socket = new WebSocket(address);
            socket.onopen = () => {
              accept(socket);
            };
          });
          const id = (window.unrollAsked = (window.unrollAsked ?? 0) + 1);
          return window.unrollInspector.then(
            socket =>
              new Promise<unknown>(accept => {
                const listen = ({ data }: MessageEvent<string>): void => {
                  const answer = JSON.parse(data) as { id?: number; result?: unknown };
                  if (answer.id !== id) return;
                  socket.removeEventListener('message', listen);
                  accept(answer.result);
                };
                socket.addEventListener('message', listen);
                socket.send(JSON.stringify({ id, method, params: parameters }));
              }),
          );
        },
        [targets[0]!.webSocketDebuggerUrl, method, parameters] as const,
      );
    await send('Profiler.enable');
    await send('Profiler.setSamplingInterval', { interval });
    await send('Profiler.start');
    return new HostProfile(page, send);
  }

  async stop(): Promise<Stretch[]> {
    const { profile } = (await this.send('Profiler.stop')) as { profile: Profile };
    await this.page.close();
    return stretchesOf(profile);
  }
}

/** The intervals between idle samples. */
function stretchesOf({ nodes, samples, timeDeltas }: Profile): Stretch[] {
  const parent = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const kind = new Map<number, 'idle' | 'garbage' | 'ours' | 'other'>();
  const kindOf = (id: number): 'idle' | 'garbage' | 'ours' | 'other' => {
    const known = kind.get(id);
    if (known) return known;
    const { functionName, url } = byId.get(id)!.callFrame;
    const above = parent.get(id);
    const found =
      functionName === '(idle)' || functionName === '(program)'
        ? 'idle'
        : functionName === '(garbage collector)'
          ? 'garbage'
          : isOurs(url)
            ? 'ours'
            : above === undefined
              ? 'other'
              : kindOf(above);
    kind.set(id, found);
    return found;
  };
  const innermost = (id: number): string => {
    const { functionName, url } = byId.get(id)!.callFrame;
    const above = parent.get(id);
    return isOurs(url) || above === undefined ? functionName : innermost(above);
  };
  const stretches: Stretch[] = [];
  let now = 0;
  let current: Stretch | undefined;
  samples.forEach((sample, index) => {
    const lasted = (timeDeltas[index + 1] ?? 0) / 1000;
    const what = kindOf(sample);
    now += lasted;
    if (what === 'idle') current = undefined;
    else {
      if (!current)
        stretches.push((current = { at: now - lasted, total: 0, ours: 0, functions: new Map(), garbage: 0 }));
      current.total += lasted;
      if (what === 'ours') {
        const name = innermost(sample);
        current.ours += lasted;
        current.functions.set(name, (current.functions.get(name) ?? 0) + lasted);
      }
      if (what === 'garbage') current.garbage += lasted;
    }
  });
  return stretches;
}

/** The longest intervals, and those with the most time of Unroll, with its functions; milliseconds. */
export function reportOf(stretches: readonly Stretch[]): string {
  const most = (key: 'total' | 'ours'): string[] =>
    [...stretches]
      .sort((a, b) => b[key] - a[key])
      .slice(0, 5)
      .map(
        ({ at, total, ours, functions, garbage }) =>
          `    ${total.toFixed(1)} ms at ${(at / 1000).toFixed(1)} s: ${ours.toFixed(1)} Unroll, ${garbage.toFixed(1)} garbage ${longest(functions)}`,
      );
  const withOurs = stretches.filter(({ ours }) => ours > 0).map(({ ours }) => ours);
  const quantiles = [0.5, 0.95, 0.99, 1].map(share => quantile(withOurs, share).toFixed(2)).join(' / ');
  return [
    `Extension host, ${stretches.length} stretches of computing without a pause:`,
    '  the longest:',
    ...most('total'),
    '  most of Unroll in one:',
    ...most('ours'),
    `  Unroll in a stretch, p50 / p95 / p99 / most of ${withOurs.length}: ${quantiles} ms`,
  ].join('\n');
}

const longest = (functions: Stretch['functions']): string =>
  [...functions]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, time]) => `${name || '(anonymous)'} ${time.toFixed(1)}`)
    .join(', ');
