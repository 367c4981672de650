/** Greedy translation of many sentences at once: for samples, validation and evaluation. One sentence alone is better served by a beam. */
import * as tf from '@tensorflow/tfjs-core';
import { pairBatch } from '../../../text/pairs/pairBatches';
import { bosIndex, eosIndex, padIndex, type EncodedSentences } from '../../../text/pairs/pairCorpus';
import { disposeState, keepState, type HiddenState } from '../../../nn/state';
import { keepEncoded, disposeEncoded } from './encoded';
import type { Encoded, TranslationModel } from './model';
import type { FoundTranslation } from './search';

const sentencesAtOnce = 64;
/** Added to the logits of tokens that are never taken. */
const excluded = -1e9;

/** @param source sentences with `<eos>`. `pause` is awaited between steps and may throw to cancel. */
export async function greedyTranslations(
  model: TranslationModel,
  source: EncodedSentences,
  maxLength: number,
  pause: () => Promise<void>,
): Promise<Omit<FoundTranslation, 'logProbability'>[]> {
  const found: Omit<FoundTranslation, 'logProbability'>[] = [];
  for (let from = 0; from < source.count; from += sentencesAtOnce) {
    const rows = Int32Array.from({ length: Math.min(sentencesAtOnce, source.count - from) }, (_, i) => from + i);
    found.push(...(await translateRows(model, source, rows, maxLength, pause)));
  }
  return found;
}

async function translateRows(
  model: TranslationModel,
  source: EncodedSentences,
  rows: Int32Array,
  maxLength: number,
  pause: () => Promise<void>,
): Promise<Omit<FoundTranslation, 'logProbability'>[]> {
  const results = Array.from(rows, () => ({
    tokens: [] as number[],
    attention: model.shape.attention ? ([] as number[][]) : undefined,
  }));
  const live = new Set(results.keys());
  let last = new Int32Array(rows.length).fill(bosIndex);
  const encoded = encode(model, source, rows);
  let { state } = encoded;
  try {
    for (let length = 0; length < maxLength && live.size > 0; length++) {
      const step = advance(model, encoded, state, last);
      disposeState(state);
      ({ state } = step);
      for (const row of live) {
        const token = step.tokens[row]!;
        if (token === eosIndex) live.delete(row);
        else {
          results[row]!.tokens.push(token);
          if (step.weights) results[row]!.attention?.push(weightsOf(step.weights, row, rows.length));
        }
      }
      last = step.tokens;
      await pause();
    }
  } finally {
    disposeState(state);
    disposeEncoded(encoded);
  }
  return results;
}

function encode(model: TranslationModel, source: EncodedSentences, rows: Int32Array): Encoded {
  const batch = pairBatch(source, source, rows);
  let kept: Encoded | undefined;
  tf.tidy(() => {
    const ids = tf.tensor2d(batch.source, [batch.sourceSteps, batch.batchSize], 'int32');
    kept = keepEncoded(model.encode(ids, tf.tensor1d(batch.sourceLengths, 'int32'), undefined));
  });
  return kept!;
}

function advance(
  model: TranslationModel,
  encoded: Encoded,
  state: HiddenState,
  last: Int32Array,
): { state: HiddenState; tokens: Int32Array<ArrayBuffer>; weights: Float32Array | undefined } {
  let next: ReturnType<typeof advance> | undefined;
  tf.tidy(() => {
    const step = model.step(encoded, tf.tensor2d(last, [1, last.length], 'int32'), state);
    const forbidden = tf.oneHot(tf.tensor1d([padIndex, bosIndex], 'int32'), model.shape.targetVocabularySize);
    const logits = tf.add(model.logits(step.h), tf.mul(excluded, tf.sum(tf.cast(forbidden, 'float32'), 0)));
    const tokens = Int32Array.from(tf.argMax(logits, 1).dataSync());
    next = { state: keepState(step.state), tokens, weights: step.weights?.dataSync<'float32'>() };
  });
  return next!;
}

/** Column `row` of [S, B]. */
function weightsOf(weights: Float32Array, row: number, rows: number): number[] {
  return Array.from({ length: weights.length / rows }, (_, step) => weights[step * rows + row]!);
}
