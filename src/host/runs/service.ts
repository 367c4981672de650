/** Owns the one training that there can be at a time, those that wait for it, and the runs by id. */
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
import { LeftInLine, type Asked } from './leftInLine';
import { TrainingQueue, type Waiting } from './queue';
import { Runs } from './runs';
import { TrainingSession } from './session';

export interface RunChange {
  run: Run;
  /** Has been applied to the run. */
  event: RunEvent;
}

/** A job but for what is trained. */
type Place = Omit<TrainJob, 'kind' | 'options'>;

export class TrainingService extends Disposable {
  readonly runs = new Runs();
  private readonly changed = this._register(new vscode.EventEmitter<RunChange>());
  readonly onDidChange = this.changed.event;
  private readonly lineChanged = this._register(new vscode.EventEmitter<void>());
  /** Other trainings wait than before. */
  readonly onDidChangeLine = this.lineChanged.event;
  private readonly queue = new TrainingQueue(() => this.lineIsOther());
  private readonly left: LeftInLine;
  /** What those in line ask for. */
  private readonly asked = new Map<string, Asked>();
  private current: { run: Run; session: TrainingSession; ended: Promise<unknown> } | undefined;
  private begun = 0;

  constructor(
    private readonly workers: WorkerProgram,
    memory: vscode.Memento,
  ) {
    super();
    this.left = new LeftInLine(memory);
  }

  /** The run under way. */
  get running(): Run | undefined {
    return this.current?.run;
  }

  /** Trainings in line, the next one first. */
  get waiting(): readonly Waiting[] {
    return this.queue.waiting;
  }

  /** Trainings that had not begun when an earlier window closed. */
  get leftInLine(): readonly Waiting[] {
    return this.left.all.map(({ waiting }) => waiting);
  }

  /** One of them is no longer left: to be asked for again, or not. */
  takeLeft(id: string): Asked | undefined {
    const taken = this.left.take(id);
    if (taken) this.lineIsOther();
    return taken;
  }

  /**
   * Trains to the end and returns what was saved; where no other run is under way, the history is before the first `await`.
   * @param choice what is trained; a run that is resumed has it from its model
   * @param earlier the run that is gone on with: its curves go on
   * @throws UnrollError 'cancelled' where it is taken out of the line, else whatever ended the run
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
      this.asked.set(id, { name, sources, choice, ...rest });
    });
  }

  /** Takes a training out of the line. */
  removeWaiting(id: string): void {
    this.queue.remove(id);
  }

  /** One of the line begins now: the run under way is stopped, and its model kept. */
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

  /** Ends the run after its current step and waits until the model so far is saved. */
  async stop(): Promise<void> {
    this.current?.session.stop();
    await this.current?.ended;
  }

  override dispose(): void {
    // First: what waits now is offered again.
    super.dispose();
    this.queue.clear();
    this.current?.session.dispose();
  }

  private lineIsOther(): void {
    if (this.isDisposed) return;
    const ids = this.waiting.map(({ id }) => id);
    for (const id of this.asked.keys()) if (!ids.includes(id)) this.asked.delete(id);
    void this.left.keep(ids.flatMap(id => this.asked.get(id) ?? []));
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
