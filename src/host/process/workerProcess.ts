/** A background process and the typed requests to it. Needs no editor, so tests start real processes. */
import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import { toUnrollError, UnrollError } from '../../protocol/errors';
import type { TrainingEvent } from '../../protocol/metrics';
import { protocolVersion, type WorkerNotifications, type WorkerRequests } from '../../protocol/worker';
import { workerEnvironment } from './environment';
import { withPlace } from './faultPlace';
import { textMessage, type Message } from '../../protocol/message';
import { message } from '../../words/message';
import { inEnglish, render } from '../../words/render';

export interface WorkerLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface WorkerSetup {
  /** The bundled program, dist/worker.js. */
  program: string;
  log: WorkerLog;
  /** Where tfjs-node is installed; '' beside the extension. */
  tfjsNodeFolder?(): string;
  /** For work that may use the whole processor. */
  lowPriority: boolean;
  onTrainingEvent?: (event: TrainingEvent) => void;
  /** The time between two checks that a busy process still answers; tests use a shorter one. */
  lookEveryMilliseconds?: number;
  /** Called once if the process ended unexpectedly. */
  onDeath?(cause: UnrollError): void;
}

/** The part of the setup that is the same for every process. */
export type WorkerProgram = Pick<WorkerSetup, 'program' | 'log' | 'tfjsNodeFolder'>;

/**
 * Megabytes. The objects of one answer are garbage at the next key, so a small young generation is enough: after 6000 suggestions in a row
 * the process had 148 MB, without this option 189 MB (Node 24, measured by hand).
 */
const littleMemory = ['--max-semi-space-size=1'];
/** A busy process that answers none of so many checks is ended: no single step of any work takes so long. */
const mostLooks = 12;
/** A process that has closed its channel has this time to end by itself. */
const millisecondsToEnd = 1000;

export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly lastWords = new LastWords();
  private disposed = false;
  private death: UnrollError | undefined;
  /** The number of running requests. */
  private runningRequests = 0;
  private looking: NodeJS.Timeout | undefined;
  private looks = 0;
  private silenced = false;

  /** @throws UnrollError if the process cannot be started or has another protocol version */
  static async start(setup: WorkerSetup): Promise<WorkerProcess> {
    const { connectionTo } = await import('./connection');
    const worker = new WorkerProcess(setup, connectionTo);
    try {
      const info = await worker.request('hello', { protocolVersion });
      setup.log.info(`Background process ${info.pid} is up (Node ${info.node}).`);
      return worker;
    } catch (thrown) {
      worker.dispose();
      throw thrown;
    }
  }

  /** One request to a process of its own with low priority. @throws UnrollError as `start` and the request do */
  static ask<K extends keyof WorkerRequests>(
    program: WorkerProgram,
    method: K,
    parameters: WorkerRequests[K]['parameters'],
    token?: CancellationToken,
  ): Promise<WorkerRequests[K]['result']> {
    return WorkerProcess.during({ ...program, lowPriority: true }, worker => worker.request(method, parameters, token));
  }

  /** Starts a process for one piece of work and ends it afterwards. @throws UnrollError as `start` and the work do */
  static async during<T>(setup: WorkerSetup, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    const worker = await WorkerProcess.start(setup);
    try {
      return await work(worker);
    } finally {
      worker.dispose();
    }
  }

  private constructor(
    private readonly setup: WorkerSetup,
    connectionTo: (child: ChildProcess) => MessageConnection,
  ) {
    this.child = fork(setup.program, [], {
      execArgv: setup.lowPriority ? [] : littleMemory,
      env: workerEnvironment(process.env, setup.tfjsNodeFolder?.()),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.connection = connectionTo(this.child);
    this.listen();
    if (setup.lowPriority) this.makeWay();
  }

  get isAlive(): boolean {
    return !this.disposed && this.death === undefined;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async request<K extends keyof WorkerRequests>(
    method: K,
    parameters: WorkerRequests[K]['parameters'],
    token?: CancellationToken,
  ): Promise<WorkerRequests[K]['result']> {
    const ending = this.ending();
    if (ending) throw ending;
    if (token?.isCancellationRequested) throw new UnrollError('cancelled', message('error.cancelled'));
    this.watch(1);
    try {
      return await this.connection.sendRequest<WorkerRequests[K]['result']>(
        method,
        parameters,
        ...(token ? [token] : []),
      );
    } catch (thrown) {
      throw this.ending() ?? withPlace(toUnrollError(thrown), parameters);
    } finally {
      this.watch(-1);
    }
  }

  notify<K extends keyof WorkerNotifications>(method: K, parameters: WorkerNotifications[K]): void {
    if (this.isAlive) this.connection.sendNotification(method, parameters).catch(() => undefined);
  }

  /** Ends the process at once. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    clearInterval(this.looking);
    this.connection.dispose();
    this.child.kill('SIGKILL');
  }

  /** Checks regularly that the process answers while requests are running. @param more change of the number of running requests */
  private watch(more: 1 | -1): void {
    this.runningRequests += more;
    if (this.runningRequests === more) this.looking = setInterval(() => this.look(), this.lookEvery).unref();
    else if (this.runningRequests === 0) clearInterval(this.looking);
  }

  private get lookEvery(): number {
    return this.setup.lookEveryMilliseconds ?? 10_000;
  }

  /** Counts checks instead of comparing times, because the clock goes on while the machine sleeps. */
  private look(): void {
    if (this.looks === 0) {
      this.connection.sendRequest('hello', { protocolVersion }).then(
        () => {
          this.looks = 0;
        },
        () => undefined,
      );
    }
    if (++this.looks <= mostLooks) return;
    this.died(message('death.mute', { seconds: (mostLooks * this.lookEvery) / 1000 }));
    this.child.kill('SIGKILL');
  }

  /** Why the process no longer answers; undefined while it does. */
  private ending(): UnrollError | undefined {
    return this.disposed ? new UnrollError('cancelled', message('error.cancelled')) : this.death;
  }

  private listen(): void {
    const { log } = this.setup;
    this.drain(this.child.stdout, line => log.info(line));
    this.drain(this.child.stderr, line => {
      this.lastWords.add(line);
      log.warn(line);
    });
    this.child.on('error', error => this.died(textMessage(error.message)));
    this.child.on('disconnect', () => {
      setTimeout(() => {
        this.silenced = this.child.kill('SIGKILL');
      }, millisecondsToEnd).unref();
    });
    // 'close' comes after 'exit', when all of stderr has been read.
    this.child.on('close', (code, signal) => {
      const how = textMessage(signal ? `signal ${signal}` : `exit code ${String(code)}`);
      this.died(this.silenced ? message('death.channelClosed') : how);
    });
    this.connection.onError(([error]) => log.warn(`Talking to the background process: ${error.message}`));
    this.connection.onNotification('trainingEvent', (event: TrainingEvent) => this.setup.onTrainingEvent?.(event));
    this.connection.listen();
  }

  private drain(stream: Readable | null, onLine: (line: string) => void): void {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }

  private died(how: Message): void {
    if (!this.isAlive) return;
    clearInterval(this.looking);
    const words = this.lastWords.line;
    const detail = words === '' ? how : message('death.withWords', { how, words });
    const cause = render(detail, inEnglish('plain'));
    this.death = new UnrollError('worker-died', message('error.workerDied', { detail }), cause);
    this.setup.log.error(`The background process ended: ${cause}`);
    this.connection.dispose();
    this.setup.onDeath?.(this.death);
  }

  private makeWay(): void {
    try {
      if (this.child.pid !== undefined) setPriority(this.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Some systems do not allow it; the process then keeps its priority.
    }
  }
}

const isError = (line: string): boolean => /^(Uncaught )?\w*(Error|Exception)\b.*:|FATAL|Assertion/.test(line);
const isCommentary = (line: string): boolean => /^\s*$|^\s+at |^Node\.js v\d/.test(line);

/** The line of stderr that explains a death: the first one with an error, else the last. */
class LastWords {
  private error = '';
  private last = '';

  add(line: string): void {
    if (this.error === '' && isError(line)) this.error = line.trim();
    if (!isCommentary(line)) this.last = line.trim();
  }

  get line(): string {
    return this.error || this.last;
  }
}
