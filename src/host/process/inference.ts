/** The process that continues text: started at the first request, let go after some idle minutes. */
import type { CancellationToken } from 'vscode-jsonrpc';
import type {
  EvaluateTranslationRequest,
  FoundPairs,
  TranslateRequest,
  TranslateResult,
  TranslationEvaluation,
} from '../../protocol/translation';
import type { TextSource } from '../../protocol/textSource';
import type { ContinueTextRequest, ContinueTextResult } from '../../protocol/worker';
import { UnrollError, toUnrollError } from '../../protocol/errors';
import type { BackendChoice } from '../../protocol/model';
import { Disposable } from '../disposable';
import { WorkerProcess, type WorkerLog } from './workerProcess';

export interface InferenceSetup {
  program: string;
  log: WorkerLog;
  backend(): BackendChoice;
  idleMinutes(): number;
}

/** A process that dies so often without having answered anything is not started again. */
const mostDeaths = 3;

export class Inference extends Disposable {
  private worker: Promise<WorkerProcess> | undefined;
  private openFolder: string | undefined;
  private opening: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private deaths = 0;
  /** Requests under way: the process is not idle before the last is answered. */
  private busy = 0;

  constructor(private readonly setup: InferenceSetup) {
    super();
  }

  get isLoaded(): boolean {
    return this.worker !== undefined;
  }

  /** @throws UnrollError; 'worker-died' also when the process has died too often */
  continueText(request: ContinueTextRequest, token: CancellationToken): Promise<ContinueTextResult> {
    return this.ask(async worker => {
      await this.open(worker, request.modelFolder);
      return worker.request('continueText', request, token);
    });
  }

  findPairs(source: TextSource): Promise<FoundPairs | null> {
    return this.ask(worker => worker.request('findPairs', { source }));
  }

  /** Throws as `continueText` does. */
  translate(request: TranslateRequest, token: CancellationToken): Promise<TranslateResult> {
    return this.ask(worker => worker.request('translate', request, token));
  }

  evaluateTranslation(request: EvaluateTranslationRequest, token: CancellationToken): Promise<TranslationEvaluation> {
    return this.ask(worker => worker.request('evaluateTranslation', request, token));
  }

  private async ask<T>(request: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.busy++;
    try {
      const result = await request(await this.started());
      this.deaths = 0;
      return result;
    } catch (thrown) {
      throw toUnrollError(thrown);
    } finally {
      this.busy--;
      if (this.busy === 0) this.waitIdle();
    }
  }

  /** Lets the process and its memory go; the next request starts anew. */
  unload(): void {
    clearTimeout(this.idle);
    const { worker } = this;
    this.forget();
    worker?.then(process => {
      process.dispose();
    }, nothing);
  }

  override dispose(): void {
    this.unload();
    super.dispose();
  }

  private started(): Promise<WorkerProcess> {
    if (this.isDisposed) throw new UnrollError('cancelled', 'Unroll is shutting down.');
    if (this.deaths >= mostDeaths)
      throw new UnrollError(
        'worker-died',
        'The background process that continues text keeps ending. Reload the window to try again.',
      );
    if (this.worker) return this.worker;
    const { program, log } = this.setup;
    const worker = WorkerProcess.start({
      program,
      log,
      lowPriority: false,
      onDeath: () => {
        this.deaths++;
        this.forget();
      },
    });
    worker.catch(() => {
      if (this.worker === worker) this.forget();
    });
    this.worker = worker;
    return worker;
  }

  /** Opens the model unless it is the open one; two requests at once open it once. */
  private async open(worker: WorkerProcess, folder: string): Promise<void> {
    if (this.openFolder !== folder) {
      this.openFolder = folder;
      this.opening = worker.request('openModel', { modelFolder: folder, backend: this.setup.backend() });
    }
    try {
      await this.opening;
    } catch (thrown) {
      this.openFolder = undefined;
      throw thrown;
    }
  }

  private forget(): void {
    this.worker = undefined;
    this.openFolder = undefined;
  }

  private waitIdle(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      this.unload();
    }, this.setup.idleMinutes() * 60_000);
    this.idle.unref();
  }
}

const nothing = (): void => undefined;
