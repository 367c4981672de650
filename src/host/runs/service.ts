/** Owns the running training (one at a time), the waiting ones, and the runs by id. */
import * as vscode from 'vscode';
import type { TrainingResult } from '../../protocol/metrics';
import { apply, newRun, type Run, type RunEvent, type RunIdentity } from '../../protocol/run';
import type { TrainJob } from '../../protocol/worker';
import { Disposable } from '../disposable';
import { contextKeys } from '../ids';
import { describeModel, epochsOf, usesOf } from '../../kinds/descriptions';
import type { KindChoice } from '../../options/kinds';
import { settingsOf } from '../../options/listed';
import type { OptionsOrigin } from '../../protocol/model';
import type { WorkerProgram } from '../process/workerProcess';
import { continuedRun, type RecordedModel } from './restoreRun';
import { LeftInLine, type TrainingRequest } from './leftInLine';
import { TrainingQueue, type Waiting } from './queue';
import { Runs } from './runs';
import { TrainingSession } from './session';

export interface RunChange {
  run: Run;
  /** Already applied to the run. */
  event: RunEvent;
}

/** A job without the kind and the options of the model. */
type Place = Omit<TrainJob, 'kind' | 'options'>;

export class TrainingService extends Disposable {
  readonly runs = new Runs();
  private readonly changed = this._register(new vscode.EventEmitter<RunChange>());
  readonly onDidChange = this.changed.event;
  private readonly lineChanged = this._register(new vscode.EventEmitter<void>());
  /** The waiting trainings have changed. */
  readonly onDidChangeLine = this.lineChanged.event;
  private readonly queue = new TrainingQueue(() => this.lineIsOther());
  private readonly left: LeftInLine;
  /** The requests of the waiting trainings, by id. */
  private readonly requests = new Map<string, TrainingRequest>();
  private current: { run: Run; session: TrainingSession; ended: Promise<unknown> } | undefined;
  private begun = 0;

  constructor(
    private readonly workers: WorkerProgram,
    memory: vscode.Memento,
  ) {
    super();
    this.left = new LeftInLine(memory);
  }

  /** The running training. */
  get running(): Run | undefined {
    return this.current?.run;
  }

  /** Waiting trainings, the next one first. */
  get waiting(): readonly Waiting[] {
    return this.queue.waiting;
  }

  /** Trainings that had not begun when an earlier window closed. */
  get leftInLine(): readonly Waiting[] {
    return this.left.all.map(({ waiting }) => waiting);
  }

  /** Removes one of `leftInLine` and returns its request. */
  takeLeft(id: string): TrainingRequest | undefined {
    const taken = this.left.take(id);
    if (taken) this.lineIsOther();
    return taken;
  }

  /**
   * Trains to the end and returns the saved result. If no other training is running, the run is added to `runs` before the first `await`.
   * @param choice kind and options of the model; a resumed run takes them from its model
   * @param earlier the run to resume: its curves are continued
   * @throws UnrollError 'cancelled' if it is removed from the line, else the error that ended the run
   */
  train(place: Place, choice: KindChoice, earlier?: RecordedModel): Promise<TrainingResult> {
    const begin = (): Promise<TrainingResult> => this.start(place, choice, earlier);
    if (!this.current) return begin();
    const { modelName: name, sources, from, origin } = place;
    const waiting = { name, description: describeModel(choice) };
    const rest = {
      ...(origin ? { origin } : {}),
      ...(from === undefined ? {} : { from }),
      ...(earlier ? { resumeFrom: earlier.folder } : {}),
    };
    return this.queue.join(waiting, begin, id => {
      this.requests.set(id, { name, sources, choice, ...rest });
    });
  }

  /** Removes a training from the line. */
  removeWaiting(id: string): void {
    this.queue.remove(id);
  }

  /** Begins a waiting training now: the running one is stopped and its model is kept. */
  async startWaiting(id: string): Promise<void> {
    if (this.queue.toFront(id)) await this.stop();
  }

  private start(place: Place, choice: KindChoice, earlier: RecordedModel | undefined): Promise<TrainingResult> {
    const id = `run-${++this.begun}-${Date.now()}`;
    const run = earlier
      ? continuedRun(earlier, id)
      : newRun({ id, ...identityOf(place.modelName, choice, place.origin) }, Date.now());
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
      .train(worker => worker.request('train', { ...place, kind: choice.kind, options: choice.options }))
      .finally(() => {
        this.current = undefined;
        if (this.isDisposed) return;
        this.queue.next();
        this.setRunning(this.running !== undefined);
      });
    this.current = { run, session, ended: result.catch(() => undefined) };
    return result;
  }

  /** Ends the running training after its current step and waits until its model is saved. */
  async stop(): Promise<void> {
    this.current?.session.stop();
    await this.current?.ended;
  }

  override dispose(): void {
    // First, because clearing the queue would otherwise store an empty line: the waiting trainings are offered again.
    super.dispose();
    this.queue.clear();
    this.current?.session.dispose();
  }

  private lineIsOther(): void {
    if (this.isDisposed) return;
    const ids = this.waiting.map(({ id }) => id);
    for (const id of this.requests.keys()) if (!ids.includes(id)) this.requests.delete(id);
    void this.left.keep(ids.flatMap(id => this.requests.get(id) ?? []));
    this.lineChanged.fire();
  }

  private setRunning(running: boolean): void {
    void vscode.commands.executeCommand('setContext', contextKeys.training, running);
  }
}

const identityOf = (name: string, choice: KindChoice, origin?: OptionsOrigin): Omit<RunIdentity, 'id'> => ({
  name,
  begunAt: Date.now(),
  ...settingsOf(choice, origin),
  description: describeModel(choice),
  use: usesOf(choice)[0],
  epochs: epochsOf(choice),
});
