/** Voices that read on: each token is predicted from what stands before it, and only then learned. */
import type { Pausable } from '../text/pausable';
import type { ReadingNetwork } from './network';
import type { Predictor } from './voices/predictor';

/** So many tokens warm the state of a network up. */
const warmUp = 1000;
/** Reading a token with all voices is more work than a round of other loops. */
export const tokensBetweenPauses = 32;

/** Probabilities from logits, both [V]. */
export function softmax(logits: Float32Array, into: Float32Array): Float32Array {
  let largest = -Infinity;
  for (let v = 0; v < logits.length; v++) if (logits[v]! > largest) largest = logits[v]!;
  let total = 0;
  for (let v = 0; v < logits.length; v++) {
    const weight = Math.exp(logits[v]! - largest);
    into[v] = weight;
    total += weight;
  }
  for (let v = 0; v < logits.length; v++) into[v] = into[v]! / total;
  return into;
}

export interface ReadingOn {
  /** Is told -ln of the probability of each token in turn. */
  each?: ((nats: number) => void) | undefined;
  /** Of the time there is for it, the share that is gone, 0..1. What does not fit is left out. */
  timeGone?: (() => number) | undefined;
}

export interface LearningLoss {
  /** Mean over the tokens that were read, nats. */
  loss: number;
  tokens: number;
}

/**
 * Reads on: each token is predicted from what stands before it, and only then learned.
 * @param ids at least one
 * @param network is reset; one that adapts learns from `ids`. Undefined: it is left out
 * @param before what stands before `ids`, known to the voices already
 */
export function* learningLoss(
  voices: Predictor,
  ids: Int32Array,
  network: ReadingNetwork | undefined,
  before: Int32Array,
  { each, timeGone }: ReadingOn = {},
): Pausable<LearningLoss> {
  const probabilities = new Float32Array(voices.size);
  network?.reset();
  let logits: Float32Array | undefined;
  for (const id of before.subarray(-warmUp)) logits = network?.step(id);
  let nats = 0;
  let tokens = 0;
  for (const id of ids) {
    if (logits) voices.hear(0, softmax(logits, probabilities));
    const cost = -voices.observe(id);
    each?.(cost);
    nats += cost;
    tokens++;
    logits = network && (network.learn?.(id) ?? network.step(id));
    if (tokens % tokensBetweenPauses > 0) continue;
    if (timeGone && timeGone() >= 1) break;
    yield;
  }
  return { loss: nats / tokens, tokens };
}
