/** One run in its background process: it emits events, and a stop has a deadline. Needs no editor. */
import { toUnrollError, UnrollError } from '../../protocol/errors';
import type { TrainingResult } from '../../protocol/metrics';
import type { Message } from '../../protocol/message';
import type { Run, RunEvent } from '../../protocol/run';
import { message } from '../../words/message';
import { WorkerProcess, type WorkerProgram, type WorkerSetup } from '../process/workerProcess';
import { inEnglish, render } from '../../words/render';

/** A run that was asked to stop is ended by force after so long without an event. */
const stopSilenceMilliseconds = 15_000;

export type RunWorker = Pick<WorkerProcess, 'request' | 'notify' | 'dispose'>;

const startProcess = (setup: WorkerSetup): Promise<RunWorker> => WorkerProcess.start(setup);

export interface SessionSetup {
  run: Run;
  workers: WorkerProgram;
  /** Applies the event to the run. */
  onEvent: (event: RunEvent) => void;
  startWorker?: (setup: WorkerSetup) => Promise<RunWorker>;
}

export class TrainingSession {
  private worker: RunWorker | undefined;
  private stopRequested = false;
  private forced = false;
  private deadline: NodeJS.Timeout | undefined;

  constructor(private readonly setup: SessionSetup) {}

  /** @throws UnrollError the error that ended the run; 'worker-died' if it was ended by force */
  async train(request: (worker: RunWorker) => Promise<TrainingResult>): Promise<TrainingResult> {
    const { workers, onEvent, startWorker = startProcess } = this.setup;
    try {
      onEvent({ kind: 'phase', phase: 'process' });
      this.worker = await startWorker({
        ...workers,
        lowPriority: true,
        onTrainingEvent: event => {
          onEvent(event);
          if (event.kind === 'note') workers.log.info(render(event.message, inEnglish('plain')));
          if (this.stopRequested) this.renewDeadline();
        },
      });
      if (this.stopRequested) throw new UnrollError('cancelled', message('run.stoppedBeforeBegin'));
      const result = await request(this.worker);
      onEvent({ kind: 'ended', result });
      return result;
    } catch (thrown) {
      const error = this.forced ? this.forcedError() : toUnrollError(thrown);
      onEvent(this.endOf(error));
      throw error;
    } finally {
      this.dispose();
    }
  }

  /** Asks the run to end after its current step; a process that sends no more events is ended. */
  stop(): void {
    if (this.stopRequested) return;
    this.stopRequested = true;
    this.setup.onEvent({ kind: 'stopping' });
    this.worker?.notify('stopTraining', {});
    this.renewDeadline();
  }

  dispose(): void {
    clearTimeout(this.deadline);
    this.worker?.dispose();
  }

  private renewDeadline(): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      this.forced = true;
      this.setup.workers.log.warn('The training did not stop in time and was ended by force.');
      this.worker?.dispose();
    }, stopSilenceMilliseconds);
  }

  private forcedError(): UnrollError {
    const cause = message('run.stopForced', { seconds: stopSilenceMilliseconds / 1000 });
    return new UnrollError('worker-died', message('run.cutOff', { sentences: [cause, keptMessage(this.setup.run)] }));
  }

  /** If the process died, the run counts as interrupted, not as failed. */
  private endOf({ code, sentence }: UnrollError): RunEvent {
    if (this.forced || code === 'cancelled') return { kind: 'interrupted', message: sentence };
    if (code !== 'worker-died') return { kind: 'failed', message: sentence };
    return {
      kind: 'interrupted',
      message: message('run.cutOff', { sentences: [sentence, keptMessage(this.setup.run)] }),
    };
  }
}

/** What a run that was cut off has saved. */
export const keptMessage = ({ savedStep }: Pick<Run, 'savedStep'>): Message =>
  savedStep === undefined ? message('run.nothingKept') : message('run.kept', { step: savedStep });
