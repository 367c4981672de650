/** Owns the one training run there can be, its process and its history. */
import * as vscode from 'vscode';
import { toUnrollError, UnrollError } from '../../protocol/errors';
import { plain } from '../words';
import type { TrainingEvent, TrainingResult } from '../../protocol/metrics';
import type { LanguageModelOptions } from '../../options/language';
import type { TranslationOptions } from '../../options/translation';
import type { TrainTranslationJob } from '../../protocol/translation';
import type { TrainLanguageModelJob } from '../../protocol/worker';
import type { StoredModelEntry } from '../../store/models';
import { Disposable } from '../disposable';
import { commands, contextKeys } from '../ids';
import { WorkerProcess, type WorkerSetup } from '../process/workerProcess';
import { describeModel, epochsOf, usesOf } from '../../kinds/descriptions';
import type { KindChoice } from '../../options/kinds';
import { continuedRun } from './restoreRun';
import { RunHistory, type RunIdentity } from './runHistory';

/** How long a run that was asked to stop may take to save its model. */
const stopWithinMilliseconds = 5000;

export interface RunChange {
  run: RunHistory;
  /** Absent when only the status changed. */
  event?: TrainingEvent;
}

export class TrainingService extends Disposable {
  private readonly changed = this._register(new vscode.EventEmitter<RunChange>());
  readonly onDidChange = this.changed.event;
  private current: { run: RunHistory; worker: WorkerProcess | undefined; stopTimer?: NodeJS.Timeout } | undefined;
  private finished: Promise<unknown> = Promise.resolve();
  private runs = 0;

  constructor(private readonly workers: Pick<WorkerSetup, 'program' | 'log'>) {
    super();
  }

  /** The run under way. */
  get running(): RunHistory | undefined {
    return this.current?.run;
  }

  /**
   * Trains to the end and returns what was saved; the history is under way before the first `await`.
   * @param earlier the run that `job.resumeFrom` names: its curves go on
   * @throws UnrollError 'busy' while another run is under way, else whatever ended the run
   */
  start(job: TrainLanguageModelJob<LanguageModelOptions>, earlier?: StoredModelEntry): Promise<TrainingResult> {
    return this.begin(identityOf(job.modelName, { kind: 'language', options: job.options }), earlier, worker =>
      worker.request('trainLanguageModel', job),
    );
  }

  /** As `start`, on sentence pairs. */
  startTranslation(job: TrainTranslationJob<TranslationOptions>, earlier?: StoredModelEntry): Promise<TrainingResult> {
    return this.begin(identityOf(job.modelName, { kind: 'translation', options: job.options }), earlier, worker =>
      worker.request('trainTranslation', job),
    );
  }

  private begin(
    identity: Omit<RunIdentity, 'runId'>,
    earlier: StoredModelEntry | undefined,
    request: (worker: WorkerProcess) => Promise<TrainingResult>,
  ): Promise<TrainingResult> {
    if (this.current)
      return Promise.reject(
        new UnrollError('busy', 'A model is being trained already. Stop it first, or wait for it.'),
      );
    const runId = `run-${++this.runs}-${Date.now()}`;
    const run = earlier ? continuedRun(earlier, runId) : new RunHistory({ runId, ...identity });
    const result = this.run(run, request);
    this.finished = result.catch(() => undefined);
    return result;
  }

  /** Ends the run after its current step and waits until the model so far is saved. */
  async stop(): Promise<void> {
    const { current } = this;
    if (!current) return;
    current.run.stopping();
    this.changed.fire({ run: current.run });
    if (current.worker) current.worker.notify('stopTraining', {});
    current.stopTimer ??= setTimeout(() => {
      this.workers.log.warn('The training did not stop in time and was ended by force.');
      current.worker?.dispose();
    }, stopWithinMilliseconds);
    await this.finished;
  }

  override dispose(): void {
    clearTimeout(this.current?.stopTimer);
    this.current?.worker?.dispose();
    super.dispose();
  }

  private async run(
    run: RunHistory,
    request: (worker: WorkerProcess) => Promise<TrainingResult>,
  ): Promise<TrainingResult> {
    const current: NonNullable<typeof this.current> = { run, worker: undefined };
    this.current = current;
    this.announce(run, true);
    try {
      current.worker = await WorkerProcess.start({
        ...this.workers,
        lowPriority: true,
        onTrainingEvent: event => {
          run.add(event);
          if (event.kind === 'note') this.workers.log.info(event.message);
          this.changed.fire({ run, event });
        },
      });
      // Stopped while the process was starting: there is nothing to keep.
      if (run.status.state === 'stopping') throw new UnrollError('cancelled', 'Training was stopped before it began.');
      const result = await request(current.worker);
      run.end(result);
      return result;
    } catch (thrown) {
      const error = toUnrollError(thrown);
      const forced = current.worker !== undefined && run.status.state === 'stopping' && error.code === 'cancelled';
      run.fail(
        forced
          ? 'Ended by force: it did not stop in time. What it had saved is among the models.'
          : plain(error.sentence),
      );
      throw error;
    } finally {
      clearTimeout(current.stopTimer);
      current.worker?.dispose();
      this.current = undefined;
      if (!this.isDisposed) this.announce(run, false);
    }
  }

  private announce(run: RunHistory, training: boolean): void {
    void vscode.commands.executeCommand('setContext', contextKeys.training, training);
    this.changed.fire({ run });
  }
}

const identityOf = (modelName: string, choice: KindChoice): Omit<RunIdentity, 'runId'> => ({
  modelName,
  description: describeModel(choice),
  use: usesOf(choice)[0],
  epochs: epochsOf(choice),
});

/** Asks what to do when one run is under way and another is wanted; true when the way is free. */
export async function clearTheWay(training: TrainingService): Promise<boolean> {
  if (!training.running) return true;
  const stopAndStart = vscode.l10n.t('Stop and Start New');
  const show = vscode.l10n.t('Show');
  const name = training.running.identity.modelName;
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('"{0}" is being trained. Stop it, keeping the model so far, to train another one.', name),
    stopAndStart,
    show,
  );
  if (answer === show) await vscode.commands.executeCommand(commands.openTrainingPanel);
  if (answer !== stopAndStart) return false;
  await training.stop();
  return true;
}
