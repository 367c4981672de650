/** The network as a voice: as it was trained, or as it adapts to what is read. */
import type { Stepper } from '../engine/contract';

export interface AdaptingNetwork extends Stepper {
  /**
   * Feeds a token as `step` does, and learns from the tokens that were fed this way. `step` does not learn: a caller that looks ahead with it
   * must restore the state before it learns more. `reset` begins a new text and keeps what was learned.
   */
  learn(token: number): Float32Array;
}

/** Continues to read a text; an adapting network learns from it. */
export type ReadingNetwork = Pick<Stepper, 'reset' | 'step'> & Partial<Pick<AdaptingNetwork, 'learn'>>;
