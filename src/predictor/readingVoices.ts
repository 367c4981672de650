/**
 * The voices of a language model: counts that go on learning, with its network as one voice among them. How far the network is to be
 * trusted is learned where it reads text that is new to it.
 */
import type { Stepper } from '../engine/contract';
import type { Tokenisation } from '../protocol/model';
import type { Pausable } from '../text/pausable';
import type { SymbolUnit } from './voices/spelling';
import { Predictor } from './voices/predictor';
import type { Reading } from './reading';

/** Of longer texts only the end is read: voices forget what lies far back, and nobody waits longer. */
export const mostTokensRead = 2_000_000;
/** A predictor's symbols are 16-bit numbers. */
const mostSymbols = 65_536;
/** So many tokens warm the state of a network up. */
const warmUp = 1000;
const roundsBetweenPauses = 32;

const units: Readonly<Record<Tokenisation, SymbolUnit>> = { char: 'character', word: 'word', bpe: 'piece' };

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

/**
 * Reads on: each token is predicted from what stands before it, and only then learned. Returns the mean loss, nats per token of `ids`.
 * @param stepper the network, its weights as they are; it is reset
 * @param before what stands before `ids`, known to the voices already
 * @param each is told -ln of the probability of each token in turn
 */
export function* learningLoss(
  voices: Predictor,
  ids: Int32Array,
  stepper: Stepper,
  before: Int32Array,
  each?: (nats: number) => void,
): Pausable<number> {
  const probabilities = new Float32Array(voices.size);
  stepper.reset();
  let logits: Float32Array | undefined;
  for (const id of before.subarray(-warmUp)) logits = stepper.step(id);
  let nats = 0;
  for (let t = 0; t < ids.length; t++) {
    if (logits) voices.hear(0, softmax(logits, probabilities));
    const cost = -voices.observe(ids[t]!);
    each?.(cost);
    nats += cost;
    logits = stepper.step(ids[t]!);
    if (t % roundsBetweenPauses === 0) yield;
  }
  return nats / ids.length;
}

export interface MadeVoices {
  voices: Predictor;
  /** What the voices reached on the held-out tokens while they read them, nats per token; absent without any. */
  loss?: number;
}

/** Whether a vocabulary has voices. */
export const canHaveVoices = (size: number): boolean => size >= 2 && size <= mostSymbols;

/**
 * The training part is read without the network, which has learned it and would be trusted too far; then the held-out part with it.
 * @param stepper the network with the weights that are kept
 * @param each as of `learningLoss`, of the held-out tokens
 */
export function* makingVoices(
  { vocabulary, tokenisation }: Pick<Reading, 'vocabulary' | 'tokenisation'>,
  trainingIds: Int32Array,
  validationIds: Int32Array,
  stepper: Stepper,
  each?: (nats: number) => void,
): Pausable<MadeVoices> {
  const heldOut = validationIds.subarray(0, mostTokensRead);
  const known = trainingIds.subarray(-mostTokensRead);
  const voices = Predictor.create({
    symbols: vocabulary.list,
    unit: units[tokenisation],
    textLength: known.length + heldOut.length,
    example: known,
    externals: 1,
  });
  for (let t = 0; t < known.length; t++) {
    voices.observe(known[t]!);
    if (t % roundsBetweenPauses === 0) yield;
  }
  if (heldOut.length === 0) return { voices };
  return { voices, loss: yield* learningLoss(voices, heldOut, stepper, known, each) };
}
