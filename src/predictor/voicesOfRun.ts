/**
 * The voices of a run. They read the training part while the network learns it, but without the network: it has read that text and would get
 * too much weight. Its weight is learned on text that is new to it: copies of the voices read held-out text together
 * with the present network. Such a copy is saved, so that a run can be stopped at any time.
 */
import type { Stepper } from '../engine/contract';
import { mostTokensHeldOut, mostTokensRead, shareForTraining } from '../options/voiceLimits';
import type { Tokenisation } from '../protocol/model';
import type { VoiceReport } from '../protocol/voices';
import type { Pausable } from '../text/pausable';
import { learningLoss, tokensBetweenPauses, type LearningLoss } from './learningLoss';
import type { ReadingNetwork } from './network';
import type { Reading } from './reading';
import type { SymbolUnit } from './voices/spelling';
import { mostSymbols } from './voices/header';
import { Predictor } from './voices/predictor';

/** Number of held-out tokens on which the network's weight is fitted during a run; enough for a rough estimate. */
const tokensToFitMixture = 2000;
/** The code of the tokens is built from the frequencies of token pairs at the end of the training part. */
const tokensOfExample = 300_000;
/** At the end so many tokens of the training part are read in any case. */
const tokensBeforeHeldOut = 10_000;

export const units: Readonly<Record<Tokenisation, SymbolUnit>> = { char: 'character', word: 'word', bpe: 'piece' };

/** Whether a vocabulary has voices. */
export const canHaveVoices = (size: number): boolean => size >= 2 && size <= mostSymbols;

export interface SavedVoices {
  saved: ArrayBuffer;
  report: Pick<VoiceReport, 'read' | 'weights'>;
}

export interface MadeVoices {
  voices: Predictor;
  /** Tokens of the training part that were read. */
  known: number;
  report: SavedVoices['report'];
  /** Loss of the voices on the held-out tokens while they read them; absent without held-out tokens. */
  heldOut?: LearningLoss;
}

export class VoicesOfRun {
  private readonly voices: Predictor;
  private readonly training: Int32Array;
  private readonly heldOut: Int32Array;
  private known = 0;

  constructor(
    { vocabulary, tokenisation }: Pick<Reading, 'vocabulary' | 'tokenisation'>,
    training: Int32Array,
    heldOut: Int32Array,
  ) {
    this.training = training.subarray(-mostTokensRead);
    this.heldOut = heldOut.subarray(0, mostTokensHeldOut);
    this.voices = Predictor.create({
      symbols: vocabulary.list,
      unit: units[tokenisation],
      textLength: this.training.length + this.heldOut.length,
      example: this.training.subarray(-tokensOfExample),
      externals: 1,
    });
  }

  /** Whether all of the training part has been read. */
  get done(): boolean {
    return this.known === this.training.length;
  }

  /** Continues to read for about this time. */
  read(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    while (!this.done && performance.now() < end) this.readSome();
  }

  /** The voices without the network. */
  snapshotWithoutNetwork(): SavedVoices {
    return { saved: this.voices.save(['network']), report: this.report(this.voices) };
  }

  /** A copy whose mixture includes the network. @param stepper the network; it is reset */
  *snapshotWithNetwork(stepper: Stepper): Pausable<SavedVoices> {
    const copy = Predictor.load(this.voices.save());
    const some = this.heldOut.subarray(0, tokensToFitMixture);
    if (some.length > 0) yield* learningLoss(copy, some, stepper, this.training);
    return { saved: copy.save(), report: this.report(copy) };
  }

  /**
   * Reads the rest, and all of the held-out part together with the network. If time is short, the middle of the training part is
   * left out, then the end of the held-out one.
   * @param network with the weights that are saved; it may adapt
   * @param each called with -ln p of each held-out token
   */
  *finishing(
    network: ReadingNetwork,
    {
      timeGone = () => 0,
      each,
    }: { timeGone?: (() => number) | undefined; each?: ((nats: number) => void) | undefined } = {},
  ): Pausable<MadeVoices> {
    const { voices, training, heldOut } = this;
    let left = 0;
    while (!this.done) {
      this.readSome();
      const rest = training.length - this.known - tokensBeforeHeldOut;
      if (rest > 0 && timeGone() > shareForTraining) {
        left += rest;
        this.known += rest;
      }
      yield;
    }
    const known = this.known - left;
    const reached =
      heldOut.length === 0 ? undefined : yield* learningLoss(voices, heldOut, network, training, { each, timeGone });
    return { voices, known, report: this.report(voices), ...(reached ? { heldOut: reached } : {}) };
  }

  private readSome(): void {
    const end = Math.min(this.known + tokensBetweenPauses, this.training.length);
    for (; this.known < end; this.known++) this.voices.observe(this.training[this.known]!);
  }

  private report(voices: Predictor): SavedVoices['report'] {
    return { read: this.training.length === 0 ? 1 : this.known / this.training.length, weights: voices.voiceWeights() };
  }
}
