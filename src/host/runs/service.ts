/** Owns the one training that there can be at a time, and the runs by id. */
import * as vscode from 'vscode';
import { UnrollError } from '../../protocol/errors';
import type { TrainingResult } from '../../protocol/metrics';
import { apply, newRun, type Run, type RunEvent, type RunIdentity } from '../../protocol/run';
import type { TrainJob } from '../../protocol/worker';
import { Disposable } from '../disposable';
import { warn } from '../notify';
import { message } from '../words';
import { commands, contextKeys } from '../ids';
import { describeModel, epochsOf, usesOf } from '../../kinds/descriptions';
import type { KindChoice } from '../../options/kinds';
import type { WorkerProgram } from '../process/workerProcess';
import { continuedRun, type RecordedModel } from './restoreRun';
import { Runs } from './runs';
import { TrainingSession } from './session';

export interface RunChange {
  run: Run;
  /** Has been applied to the run. */
  event: RunEvent;
}

export class TrainingService extends Disposable {
  readonly runs = new Runs();
  private readonly changed = this._register(new vscode.EventEmitter<RunChange>());
  readonly onDidChange = this.changed.event;
  private current: { run: Run; session: TrainingSession; ended: Promise<unknown> } | undefined;
  private begun = 0;

  constructor(private readonly workers: WorkerProgram) {
    super();
  }

  /** The run under way. */
  get running(): Run | undefined {
    return this.current?.run;
  }

  /**
   * Trains to the end and returns what was saved; the history is under way before the first `await`.
   * @param choice what is trained; a run that is resumed has it from its model
   * @param earlier the run that is gone on with: its curves go on
   * @throws UnrollError 'busy' while another run is under way, else whatever ended the run
   */
  start(
    place: Omit<TrainJob, 'kind' | 'options'>,
    choice: KindChoice,
    earlier?: RecordedModel,
  ): Promise<TrainingResult> {
    if (this.current) return Promise.reject(new UnrollError('busy', message('error.busy')));
    const id = `run-${++this.begun}-${Date.now()}`;
    const run = earlier
      ? continuedRun(earlier, id)
      : newRun({ id, ...identityOf(place.modelName, choice) }, Date.now());
    const session = new TrainingSession({
      run,
      workers: this.workers,
      onEvent: event => {
        apply(run, event, Date.now());
        if (!this.isDisposed) this.changed.fire({ run, event });
      },
    });
    this.runs.add(run);
    this.setRunning(true);
    const result = session
      .train(worker => worker.request('train', { ...place, ...choice }))
      .finally(() => {
        this.current = undefined;
        if (!this.isDisposed) this.setRunning(false);
      });
    this.current = { run, session, ended: result.catch(() => undefined) };
    return result;
  }

  /** Ends the run after its current step and waits until the model so far is saved. */
  async stop(): Promise<void> {
    this.current?.session.stop();
    await this.current?.ended;
  }

  override dispose(): void {
    this.current?.session.dispose();
    super.dispose();
  }

  private setRunning(running: boolean): void {
    void vscode.commands.executeCommand('setContext', contextKeys.training, running);
  }
}

const identityOf = (name: string, choice: KindChoice): Omit<RunIdentity, 'id'> => ({
  name,
  description: describeModel(choice),
  use: usesOf(choice)[0],
  epochs: epochsOf(choice),
});

/** Asks what to do when one run is under way and another is wanted; true when the other can start. */
export async function confirmReplace(training: TrainingService): Promise<boolean> {
  if (!training.running) return true;
  const stopAndStart = message('action.stopAndStart');
  const show = message('action.show');
  const { name } = training.running;
  const answer = await warn(message('training.stopToStart', { name }), stopAndStart, show);
  if (answer === show) await vscode.commands.executeCommand(commands.openTrainingPanel);
  if (answer !== stopAndStart) return false;
  await training.stop();
  return true;
}
