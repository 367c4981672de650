/** The network as a voice: as it was trained, or as it adapts to what is read. */
import type { Stepper } from '../engine/contract';

export interface AdaptingNetwork extends Stepper {
  /**
   * Feeds a token as `step` does, and learns from the tokens it was fed so. `step` learns nothing: whoever looks ahead with it
   * restores the state before more is learned. `reset` begins a text anew; what was learned stays.
   */
  learn(token: number): Float32Array;
}

/** What reads a text on: a network that adapts learns from it. */
export type ReadingNetwork = Pick<Stepper, 'reset' | 'step'> & Partial<Pick<AdaptingNetwork, 'learn'>>;
