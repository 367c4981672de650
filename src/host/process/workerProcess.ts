/** A background process and the typed conversation with it. Needs no editor, so tests start the real thing. */
import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CancellationToken, createMessageConnection, type MessageConnection } from 'vscode-jsonrpc';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
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
  /** Work that may take the whole processor makes way for everything else. */
  lowPriority: boolean;
  onTrainingEvent?: (event: TrainingEvent) => void;
  /** How often one that is working is asked for a sign of life; tests have less time. */
  lookEveryMilliseconds?: number;
  /** The process ended though nobody asked it to; called once. */
  onDeath?(cause: UnrollError): void;
}

/** What is the same for every process. */
export type WorkerProgram = Pick<WorkerSetup, 'program' | 'log' | 'tfjsNodeFolder'>;

/** Megabytes. What answers a key is gone with the next one: after 6000 suggestions in a row the process had 148 MB, without this 189 MB (Node 24, by hand). */
const littleMemory = ['--max-semi-space-size=1'];
/** A process that is busy for so many looks without an answer is given up: no step of any work takes so long. */
const mostLooks = 12;
/** One that has closed its channel has so long to end by itself. */
const millisecondsToEnd = 1000;

export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly lastWords = new LastWords();
  private disposed = false;
  private death: UnrollError | undefined;
  /** Requests under way. */
  private asked = 0;
  private looking: NodeJS.Timeout | undefined;
  private looks = 0;
  private silenced = false;

  /** @throws UnrollError when the process cannot be started or speaks another version */
  static async start(setup: WorkerSetup): Promise<WorkerProcess> {
    const worker = new WorkerProcess(setup);
    try {
      const info = await worker.request('hello', { protocolVersion });
      setup.log.info(`Background process ${info.pid} is up (Node ${info.node}).`);
      return worker;
    } catch (thrown) {
      worker.dispose();
      throw thrown;
    }
  }

  /** One request to a process of its own, which makes way for everything else. @throws UnrollError as `start` and the request do */
  static ask<K extends keyof WorkerRequests>(
    program: WorkerProgram,
    method: K,
    parameters: WorkerRequests[K]['parameters'],
    token?: CancellationToken,
  ): Promise<WorkerRequests[K]['result']> {
    return WorkerProcess.during({ ...program, lowPriority: true }, worker => worker.request(method, parameters, token));
  }

  /** A process for one piece of work, gone afterwards. @throws UnrollError as `start` and the work do */
  static async during<T>(setup: WorkerSetup, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    const worker = await WorkerProcess.start(setup);
    try {
      return await work(worker);
    } finally {
      worker.dispose();
    }
  }

  private constructor(private readonly setup: WorkerSetup) {
    this.child = fork(setup.program, [], {
      execArgv: setup.lowPriority ? [] : littleMemory,
      env: workerEnvironment(process.env, setup.tfjsNodeFolder?.()),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
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
    token: CancellationToken = CancellationToken.None,
  ): Promise<WorkerRequests[K]['result']> {
    const ending = this.ending();
    if (ending) throw ending;
    if (token.isCancellationRequested) throw new UnrollError('cancelled', message('error.cancelled'));
    this.watch(1);
    try {
      return await this.connection.sendRequest<WorkerRequests[K]['result']>(method, parameters, token);
    } catch (thrown) {
      throw this.ending() ?? withPlace(toUnrollError(thrown), parameters);
    } finally {
      this.watch(-1);
    }
  }

  notify<K extends keyof WorkerNotifications>(method: K, parameters: WorkerNotifications[K]): void {
    if (this.isAlive) this.connection.sendNotification(method, parameters).catch(() => undefined);
  }

  /** Ends the process, whatever it is doing. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    clearInterval(this.looking);
    this.connection.dispose();
    this.child.kill('SIGKILL');
  }

  /** While something is asked for, the process is expected to answer a greeting now and then. @param more requests under way */
  private watch(more: 1 | -1): void {
    this.asked += more;
    if (this.asked === more) this.looking = setInterval(() => this.look(), this.lookEvery).unref();
    else if (this.asked === 0) clearInterval(this.looking);
  }

  private get lookEvery(): number {
    return this.setup.lookEveryMilliseconds ?? 10_000;
  }

  /** Counted in looks, not by the clock: that goes on while the machine sleeps. */
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

  /** Why nothing is answered any more. */
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
    // 'close' comes after 'exit', when the last words on stderr have been read.
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
    const words = this.lastWords.said;
    const detail = words === '' ? how : message('death.withWords', { how, words });
    const said = render(detail, inEnglish('plain'));
    this.death = new UnrollError('worker-died', message('error.workerDied', { detail }), said);
    this.setup.log.error(`The background process ended: ${said}`);
    this.connection.dispose();
    this.setup.onDeath?.(this.death);
  }

  private makeWay(): void {
    try {
      if (this.child.pid !== undefined) setPriority(this.child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Some systems do not allow it; the process then runs as any other.
    }
  }
}

const isError = (line: string): boolean => /^(Uncaught )?\w*(Error|Exception)\b.*:|FATAL|Assertion/.test(line);
const isCommentary = (line: string): boolean => /^\s*$|^\s+at |^Node\.js v\d/.test(line);

/** What a process that died had to say: its first line with an error, else its last. */
class LastWords {
  private error = '';
  private last = '';

  add(line: string): void {
    if (this.error === '' && isError(line)) this.error = line.trim();
    if (!isCommentary(line)) this.last = line.trim();
  }

  get said(): string {
    return this.error || this.last;
  }
}
