/** Schedules when the voices of a run read, are mixed with its network and are saved: at the start, between steps, and at the end. */
import type { NamedArray } from '../nn/parameters';
import { startPosition, type Position } from '../protocol/position';
import type { VoiceReport } from '../protocol/voices';
import type { FinishedVoices, SavedVoices, RunVoices } from './kind';
import type { Pause } from './pause';

/** Reading time before the first step: short, because the person waits for the first answer and for the first step. */
const millisecondsAtFirst = 15;
/** Share of the time since the last reading that is used for reading; the rest is for training. */
const shareOfTime = 0.5;
const mostMillisecondsAtOnce = 100;
/** The voices are mixed with the network after `secondsToFirstMixing`, and then each time when the seconds have grown by the factor. */
const secondsToFirstMixing = 1.5;
const factorBetweenMixings = 2.5;

export interface BesideSetup {
  keep(saved: ArrayBuffer): Promise<void>;
  report(report: VoiceReport): void;
}

interface Moment {
  position: Pick<Position, 'step' | 'seconds'>;
  epoch: number;
}

export class VoicesBeside {
  private mixAt = secondsToFirstMixing;
  private readUntil = performance.now();

  constructor(
    private readonly voices: RunVoices,
    private readonly setup: BesideSetup,
  ) {}

  /** Reads for a short time and saves the voices, so that the model can answer. */
  async begin(): Promise<void> {
    this.voices.read(millisecondsAtFirst);
    await this.keep(this.voices.snapshotWithoutNetwork(), { position: startPosition, epoch: 0 });
    this.readUntil = performance.now();
  }

  /** To be called between two steps. @param weights of the network, as the run would be saved now */
  async between(weights: () => readonly NamedArray[], moment: Moment, pause: Pause): Promise<void> {
    const { voices } = this;
    const { seconds } = moment.position;
    if (!voices.isDone()) {
      voices.read(Math.min(mostMillisecondsAtOnce, shareOfTime * (performance.now() - this.readUntil)));
      // All has been read: the voices are saved at once.
      if (voices.isDone()) this.mixAt = Math.min(this.mixAt, seconds);
      this.readUntil = performance.now();
    }
    if (seconds < this.mixAt) return;
    this.mixAt = Math.max(secondsToFirstMixing, factorBetweenMixings * seconds);
    await this.keep(await voices.snapshotWithNetwork(weights(), pause), moment);
  }

  /** Reads the rest and saves the voices. @param weights that are saved */
  async finish(
    weights: readonly NamedArray[],
    moment: Moment,
    pause: Pause,
    timeGone: () => number,
  ): Promise<FinishedVoices> {
    const finished = await this.voices.finishing(weights, pause, timeGone);
    await this.keep(finished, moment);
    return finished;
  }

  private async keep({ saved, report }: SavedVoices, { position: { step }, epoch }: Moment): Promise<void> {
    await this.setup.keep(saved);
    this.setup.report({ ...report, step, epoch });
  }
}
