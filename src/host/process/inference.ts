/** The process that continues and translates text: started at the first request, ended after some idle minutes. */
import { EventEmitter } from 'node:events';
import type { CancellationToken } from 'vscode-jsonrpc';
import type {
  ContinueTextRequest,
  ContinueTextResult,
  SuggestRequest,
  SuggestResult,
  WorkerRequests,
} from '../../protocol/worker';
import { UnrollError, toUnrollError } from '../../protocol/errors';
import type { EngineChoice } from '../../protocol/model';
import { Disposable } from '../disposable';
import { contentsOf, Session } from './session';
import { WorkerProcess, type WorkerProgram } from './workerProcess';
import { message } from '../../words/message';

export interface InferenceSetup extends WorkerProgram {
  engine(): EngineChoice;
  idleMinutes(): number;
}

/** After so many deaths without an answer between them, the process is not started again. */
const mostDeaths = 3;

/** Loading that takes less time is not shown. */
const millisecondsToSayLoading = 300;

export class Inference extends Disposable {
  private session: Session | undefined;
  /** Sessions that are retired, or not yet in use. */
  private readonly others = new Set<Session>();
  private idle: NodeJS.Timeout | undefined;
  private loading = false;
  private readonly events = new EventEmitter<{ loading: [] }>();
  private renewing: Promise<void> = Promise.resolve();
  private deaths = 0;

  constructor(private readonly setup: InferenceSetup) {
    super();
  }

  /** Whether a requested model has been opening for longer than `millisecondsToSayLoading`. */
  get isLoading(): boolean {
    return this.loading;
  }

  onDidChangeLoading(listener: () => void): { dispose(): void } {
    this.events.on('loading', listener);
    return { dispose: () => this.events.off('loading', listener) };
  }

  get isLoaded(): boolean {
    return this.session !== undefined;
  }

  /** @throws UnrollError; 'worker-died' also when the process has died too often */
  continueText(request: ContinueTextRequest, token: CancellationToken): Promise<ContinueTextResult> {
    return this.askOpened(request, worker => worker.request('continue', request, token));
  }

  /** Throws as `continueText` does. */
  suggest(request: SuggestRequest, token: CancellationToken): Promise<SuggestResult> {
    return this.askOpened(request, worker => worker.request('suggest', request, token));
  }

  /** Opens the current version of a model that is likely to be used soon. An error is reported at the next request. */
  async prepare(folder: string): Promise<void> {
    await this.renewChanged();
    await this.ask(folder, (worker, session) => this.open(worker, session, folder)).catch(nothing);
  }

  /** Any other request to the process. Throws as `continueText` does. */
  request<K extends keyof WorkerRequests>(
    method: K,
    parameters: WorkerRequests[K]['parameters'],
    token?: CancellationToken,
  ): Promise<WorkerRequests[K]['result']> {
    const folder = 'modelFolder' in parameters ? parameters.modelFolder : undefined;
    return this.ask(folder, worker => worker.request(method, parameters, token));
  }

  private async ask<T>(
    folder: string | undefined,
    request: (worker: WorkerProcess, session: Session) => Promise<T>,
  ): Promise<T> {
    clearTimeout(this.idle);
    try {
      const session = this.started();
      if (folder !== undefined && !session.folders.has(folder)) session.folders.set(folder, contentsOf(folder));
      const result = await session.during(worker => request(worker, session));
      this.deaths = 0;
      return result;
    } catch (thrown) {
      throw toUnrollError(thrown);
    } finally {
      if (this.session?.busy === 0) this.waitIdle();
    }
  }

  /** Ends the process, which frees its memory, after its running requests; the next request starts a new one. */
  unload(): void {
    clearTimeout(this.idle);
    const { session } = this;
    if (session) this.retire(session);
  }

  private retire(session: Session): void {
    if (this.session === session) this.session = undefined;
    this.others.add(session);
    session.retire();
  }

  /** If the weights of an opened model have changed, a new process replaces this one; if its folder is gone, this one ends. */
  renewChanged(): Promise<void> {
    this.renewing = this.renewing.then(() => this.renew()).catch(nothing);
    return this.renewing;
  }

  private async renew(): Promise<void> {
    const { session } = this;
    if (!session) return;
    const changes = Array.from(
      session.folders,
      async ([folder, before]) => (await contentsOf(folder)) !== (await before),
    );
    if (!(await Promise.all(changes)).includes(true) || this.session !== session) return;
    const successor = await this.successorOf(session);
    if (successor && (this.session !== session || this.isDisposed)) {
      this.retire(successor);
      return;
    }
    if (this.session === session) this.retire(session);
    if (!successor) return;
    this.others.delete(successor);
    this.session = successor;
  }

  /** A new process that has opened the same model and learned the document; until it is ready, the old one answers. Undefined if that fails. */
  private async successorOf({ openFolder: folder, document }: Session): Promise<Session | undefined> {
    const contents = folder === undefined ? '' : await contentsOf(folder);
    if (folder === undefined || contents === '' || this.isDisposed) return undefined;
    const session = this.begin();
    this.others.add(session);
    session.folders.set(folder, Promise.resolve(contents));
    session.document = document;
    try {
      await session.during(worker => this.open(worker, session, folder));
      return session;
    } catch {
      this.retire(session);
      return undefined;
    }
  }

  override dispose(): void {
    this.unload();
    for (const session of this.others) session.end();
    super.dispose();
  }

  private started(): Session {
    if (this.isDisposed) throw new UnrollError('cancelled', message('error.cancelled'));
    if (this.deaths >= mostDeaths) throw new UnrollError('worker-died', message('error.workerKeepsDying'));
    this.session ??= this.begin();
    return this.session;
  }

  private begin(): Session {
    const forget = (): void => {
      this.others.delete(session);
      if (this.session === session) this.session = undefined;
    };
    const process = WorkerProcess.start({
      ...this.setup,
      lowPriority: false,
      onDeath: () => {
        this.deaths++;
        forget();
      },
    });
    const session = new Session(process, forget);
    process.catch(forget);
    return session;
  }

  /** Opens the model unless it is open; two simultaneous requests open it once. */
  private async open(worker: WorkerProcess, session: Session, folder: string): Promise<void> {
    if (session.openFolder !== folder) {
      session.openFolder = folder;
      const { document } = session;
      const engine = this.setup.engine();
      session.opening = worker.request('open', { modelFolder: folder, engine, ...(document ? { document } : {}) });
    }
    try {
      await session.opening;
    } catch (thrown) {
      session.openFolder = undefined;
      throw thrown;
    }
  }

  /** Sends a request after the process has started and the model is open. */
  private askOpened<T>(
    { modelFolder, document }: Pick<ContinueTextRequest, 'modelFolder' | 'document'>,
    request: (worker: WorkerProcess) => Promise<T>,
  ): Promise<T> {
    const patience = setTimeout(() => this.setLoading(true), millisecondsToSayLoading);
    const loaded = (): void => {
      clearTimeout(patience);
      this.setLoading(false);
    };
    return this.ask(modelFolder, async (worker, session) => {
      session.document = document;
      await this.open(worker, session, modelFolder);
      loaded();
      return request(worker);
    }).finally(loaded);
  }

  private setLoading(loading: boolean): void {
    if (this.loading === loading) return;
    this.loading = loading;
    this.events.emit('loading');
  }

  private waitIdle(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.unload(), this.setup.idleMinutes() * 60_000);
    this.idle.unref();
  }
}

const nothing = (): void => undefined;
