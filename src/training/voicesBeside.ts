/** When the voices of a run read, hear its network, and are saved: at once, beside the training, and at its end. */
import type { NamedArray } from '../nn/parameters';
import { startPosition, type Position } from '../protocol/position';
import type { VoiceReport } from '../protocol/voices';
import type { FinishedVoices, HeardVoices, RunVoices } from './kind';
import type { Pause } from './pause';

/** What is read before the first step: the first answer is waited for, and the first step, too. */
const millisecondsAtFirst = 30;
/** Of the time since the last step; the rest is the training's. */
const shareOfTime = 0.5;
const mostMillisecondsAtOnce = 100;
/** The voices are mixed with the network first after so many seconds, then each time after so many times as many. */
const secondsToFirstHearing = 1.5;
const factorBetweenHearings = 2.5;

export interface BesideSetup {
  keep(saved: ArrayBuffer): Promise<void>;
  report(report: VoiceReport): void;
}

interface Moment {
  position: Pick<Position, 'step' | 'seconds'>;
  epoch: number;
}

export class VoicesBeside {
  private hearAt = secondsToFirstHearing;
  private readUntil = performance.now();

  constructor(
    private readonly voices: RunVoices,
    private readonly setup: BesideSetup,
  ) {}

  /** Answers as far as can be read in a moment. */
  async begin(): Promise<void> {
    this.voices.read(millisecondsAtFirst);
    await this.keep(this.voices.counting(), { position: startPosition, epoch: 0 });
    this.readUntil = performance.now();
  }

  /** Between two steps. @param weights of the network, as the run would be saved now */
  async between(weights: () => readonly NamedArray[], moment: Moment, pause: Pause): Promise<void> {
    const { voices } = this;
    const { seconds } = moment.position;
    if (!voices.isDone()) {
      voices.read(Math.min(mostMillisecondsAtOnce, shareOfTime * (performance.now() - this.readUntil)));
      // All has been read: that is worth an answer at once.
      if (voices.isDone()) this.hearAt = Math.min(this.hearAt, seconds);
      this.readUntil = performance.now();
    }
    if (seconds < this.hearAt) return;
    this.hearAt = Math.max(secondsToFirstHearing, factorBetweenHearings * seconds);
    await this.keep(await voices.hearing(weights(), pause), moment);
  }

  /** Reads what is left. @param weights that are kept */
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

  private async keep({ saved, report }: HeardVoices, { position: { step }, epoch }: Moment): Promise<void> {
    await this.setup.keep(saved);
    this.setup.report({ ...report, step, epoch });
  }
}
