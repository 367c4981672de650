/**
 * A program to measure, in its own process. It gets its problem as JSON on the command line, builds its model, warms up,
 * and prints a line of JSON with `"ready": true`; then for every line of its input it measures once and prints a line of JSON with
 * the figures. It waits in between, so that another program can use the machine.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The figures of a line; values that are not numbers are left out. */
export type Figures = Readonly<Partial<Record<string, number>>>;

export class Program {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private complaint = '';

  constructor([command = '', ...args]: readonly string[]) {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.on('error', error => {
      this.complaint = error.message;
    });
    child.stdin.on('error', () => undefined);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = complaintIn(text) ?? this.complaint;
    });
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.child = child;
  }

  /** Reads the first line. @throws Error with the reason why the program cannot be measured */
  ready(limitMs: number): Promise<Figures> {
    return this.next(limitMs);
  }

  /** Makes one measurement. @throws Error with the reason why there is none */
  measure(limitMs: number): Promise<Figures> {
    this.child.stdin?.write('\n');
    return this.next(limitMs);
  }

  /** The peak memory of the process so far; undefined if the system does not report it. */
  get peakMegabytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${String(this.child.pid)}/status`, 'utf8');
      const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    } catch {
      return undefined;
    }
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  private async next(limitMs: number): Promise<Figures> {
    const line = await within(limitMs, this.lines.next());
    if (line === 'late') throw new Error(`no answer within ${Math.round(limitMs / 1000)} s.`);
    if (line.done === true) throw new Error(`it ended early. ${this.complaint}`.trim());
    return figuresIn(line.value);
  }
}

/** The line of an error message with the error's name. */
function complaintIn(text: string): string | undefined {
  return text
    .split('\n')
    .find(line => /^[\w.]*Error\b/.test(line))
    ?.trim();
}

/** @throws SyntaxError if the line is not JSON */
export function figuresIn(line: string): Figures {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, figure]) => typeof figure === 'number'));
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => {
      resolve('late');
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
