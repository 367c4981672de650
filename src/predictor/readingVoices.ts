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
/** As much as a validation reads. */
const mostTokensHeldOut = 250_000;
/** A predictor's symbols are 16-bit numbers. */
const mostSymbols = 65_536;
/** So many tokens warm the state of a network up. */
const warmUp = 1000;
const roundsBetweenPauses = 32;
/** Of the time there is, for the training part; and what of it is read whatever the time. */
const shareForTraining = 0.5;
const tokensBeforeHeldOut = 10_000;

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
 * @param stepper the network, its weights as they are; it is reset. Undefined: it is not heard
 * @param before what stands before `ids`, known to the voices already
 */
export function* learningLoss(
  voices: Predictor,
  ids: Int32Array,
  stepper: Stepper | undefined,
  before: Int32Array,
  { each, timeGone }: ReadingOn = {},
): Pausable<LearningLoss> {
  const probabilities = new Float32Array(voices.size);
  stepper?.reset();
  let logits: Float32Array | undefined;
  for (const id of before.subarray(-warmUp)) logits = stepper?.step(id);
  let nats = 0;
  let tokens = 0;
  for (const id of ids) {
    if (logits) voices.hear(0, softmax(logits, probabilities));
    const cost = -voices.observe(id);
    each?.(cost);
    nats += cost;
    tokens++;
    logits = stepper?.step(id);
    if (tokens % roundsBetweenPauses > 0) continue;
    if (timeGone && timeGone() >= 1) break;
    yield;
  }
  return { loss: nats / tokens, tokens };
}

export interface MadeVoices {
  voices: Predictor;
  /** Tokens of the training part that were read. */
  known: number;
  /** What the voices reached on the held-out tokens while they read them; absent without any. */
  heldOut?: LearningLoss;
}

/** Whether a vocabulary has voices. */
export const canHaveVoices = (size: number): boolean => size >= 2 && size <= mostSymbols;

/**
 * The training part is read without the network, which has learned it and would be trusted too far; then the held-out part with it. Where
 * the time gets short, the middle of the training part is left out, then the end of the held-out one.
 * @param stepper the network with the weights that are kept
 */
export function* makingVoices(
  { vocabulary, tokenisation }: Pick<Reading, 'vocabulary' | 'tokenisation'>,
  trainingIds: Int32Array,
  validationIds: Int32Array,
  stepper: Stepper,
  { each, timeGone = () => 0 }: ReadingOn = {},
): Pausable<MadeVoices> {
  const held = validationIds.subarray(0, mostTokensHeldOut);
  const ids = trainingIds.subarray(-mostTokensRead);
  const voices = Predictor.create({
    symbols: vocabulary.list,
    unit: units[tokenisation],
    textLength: ids.length + held.length,
    example: ids,
    externals: 1,
  });
  let known = 0;
  for (let t = 0; t < ids.length; t++) {
    voices.observe(ids[t]!);
    known++;
    if (t % roundsBetweenPauses > 0) continue;
    if (timeGone() > shareForTraining) t = Math.max(t, ids.length - tokensBeforeHeldOut);
    yield;
  }
  if (held.length === 0) return { voices, known };
  return { voices, known, heldOut: yield* learningLoss(voices, held, stepper, ids, { each, timeGone }) };
}
