/** What the first thread does beside training: reports, samples now and then, and checkpoints so that a crash costs seconds. */
import { Interrupted, type TrainingObserver, type Validation } from '../nn/trainingLoop';
import { toUnrollError, UnrollError } from '../protocol/errors';
import { perplexity, type TrainingEvent, type TrainingMetrics } from '../protocol/metrics';
import type { Position } from '../protocol/position';
import type { Appraisal } from './kind';
import { EnergyMeter } from './energy';
import { pauser, type Pause } from './pause';
import type { Message } from '../protocol/message';
import { message } from '../words/message';

/** The first save comes early, so that there is something to go back to. */
export const secondsToFirstCheckpoint = 2;
const fewestSecondsBetweenCheckpoints = 10;
/** Gradients over time change slowly: this often is enough. */
const fewestSecondsBetweenReaches = 5;
const reachShare = 0.04;
/** At most this share of the time is spent writing checkpoints. */
const writingShare = 0.05;

export interface ObserverSetup {
  emit(event: TrainingEvent): void;
  appraisal: Appraisal;
  sampleEverySeconds: number;
  /** Kills the run: the next step rejects. */
  signal: AbortSignal;
  saveCheckpoint(position: Position): Promise<void>;
  tokensPerCharacter?: number;
  /** Of the run that goes on. */
  earlier: Pick<TrainingMetrics, 'seconds' | 'joules'> | undefined;
  /** Counting the same text again would find the same. */
  hasBaseline: boolean;
  /** What voices do between two steps. */
  voices: ((position: Position, epoch: number, pause: Pause) => Promise<void>) | undefined;
}

export class RunObserver implements TrainingObserver {
  readonly pause = pauser();
  private readonly energy = new EnergyMeter();
  private loss = NaN;
  private heldOut = false;
  private nextSample: number;
  /** The first is made after the first step: the first figure does not wait for it. */
  private reachDue = -Infinity;
  private checkpointDue = performance.now() + 1000 * secondsToFirstCheckpoint;
  private checkpointFails = false;
  private baselineDone: boolean;

  constructor(private readonly setup: ObserverSetup) {
    this.baselineDone = setup.hasBaseline;
    const seconds = setup.earlier?.seconds ?? 0;
    this.nextSample = seconds + this.gapAfter(seconds);
  }

  /** Samples are dense early, when most is learned. */
  private gapAfter(seconds: number): number {
    return Math.min(this.setup.sampleEverySeconds, Math.max(1, seconds / 2));
  }

  /** A sample of the untrained weights, for which all tokens are about equally likely; none where that takes long. */
  async beginning(position: Position, vocabularySize: number, pause: Pause): Promise<void> {
    this.loss = Math.log(vocabularySize);
    await this.sample(position, 0, pause).catch(() => undefined);
    this.loss = NaN;
  }

  /** From now on the weights are those that are kept. */
  keptLoss(loss: number): void {
    this.loss = loss;
  }

  metrics(metrics: Parameters<TrainingObserver['metrics']>[0]): void {
    if (!this.heldOut) this.loss = metrics.trainLoss;
    const joules = this.energy.read();
    const energy = joules === undefined ? {} : { joules: (this.setup.earlier?.joules ?? 0) + joules };
    this.setup.emit({ kind: 'metrics', metrics: { ...metrics, ...energy } });
  }

  validation(validation: Validation): void {
    this.heldOut = true;
    this.loss = validation.loss;
    const { tokensPerCharacter } = this.setup;
    const bits =
      tokensPerCharacter === undefined ? {} : { bitsPerCharacter: (validation.loss * tokensPerCharacter) / Math.LN2 };
    this.setup.emit({ kind: 'validation', validation: { ...validation, ...bits } });
  }

  note(noted: Message): void {
    this.setup.emit({ kind: 'note', message: noted });
  }

  async between(position: Position, epochs: number, pause: Pause): Promise<void> {
    const { signal, voices } = this.setup;
    const now = performance.now();
    const works: [isDue: boolean, work: () => Promise<unknown> | undefined][] = [
      // The first curve is on screen before counting takes its second.
      [position.seconds > 1 && !this.baselineDone, () => this.baseline(pause)],
      [position.seconds >= this.nextSample, () => this.sample(position, epochs, pause)],
      [now >= this.reachDue, () => this.reach(position, epochs)],
      [now >= this.checkpointDue, () => this.checkpoint(position)],
      [voices !== undefined, () => voices?.(position, epochs, pause)],
    ];
    for (const [isDue, work] of works) {
      if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
      if (!isDue) continue;
      await pause();
      await this.attempt(async () => work());
    }
    await pause();
  }

  /** What plain counting reaches, once. */
  async baseline(pause: Pause): Promise<void> {
    if (this.baselineDone) return;
    this.baselineDone = true;
    for (const baseline of (await this.setup.appraisal.baselines?.(pause)) ?? [])
      this.setup.emit({ kind: 'baseline', baseline });
  }

  /** Reports samples of the present weights; returns the last one. */
  async sample({ step, seconds }: Position, epoch: number, pause: Pause): Promise<string | undefined> {
    this.nextSample = seconds + this.gapAfter(seconds);
    const made = await this.setup.appraisal.samples?.(pause);
    if (made?.quality) this.setup.emit({ kind: 'quality', quality: { step, epoch, ...made.quality } });
    for (const sample of made?.samples ?? [])
      this.setup.emit({ kind: 'sample', sample: { step, epoch, ...sample, perplexity: perplexity(this.loss) } });
    return made?.samples.at(-1)?.continuation;
  }

  /** How far back gradients reach; measured so seldom that it takes hardly any time. */
  async reach({ step }: Pick<Position, 'step'>, epoch: number): Promise<void> {
    // What fails is not tried again.
    this.reachDue = Infinity;
    const { appraisal } = this.setup;
    if (!appraisal.reach) return;
    const began = performance.now();
    const reach = await appraisal.reach();
    if (reach.lines.length > 0) this.setup.emit({ kind: 'reach', reach: { step, epoch, ...reach } });
    const now = performance.now();
    this.reachDue = now + Math.max(1000 * fewestSecondsBetweenReaches, (now - began) / reachShare);
  }

  /** Does what a run can do without: if it fails, the run goes on. Returns undefined then. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof Interrupted) throw thrown;
      this.note(toUnrollError(thrown).sentence);
      return undefined;
    }
  }

  private async checkpoint(position: Position): Promise<void> {
    const began = performance.now();
    try {
      await this.setup.saveCheckpoint(position);
      this.checkpointFails = false;
    } catch (thrown) {
      // It is tried again; one note is enough until it succeeds.
      if (!this.checkpointFails) this.note(message('note.notSaved', { cause: toUnrollError(thrown).sentence }));
      this.checkpointFails = true;
    }
    const milliseconds = performance.now() - began;
    this.checkpointDue =
      performance.now() + Math.max(1000 * fewestSecondsBetweenCheckpoints, milliseconds / writingShare);
  }
}
