/** Translating one sentence: the model as the decoder of a beam search, all candidates in one batch. */
import * as tf from '@tensorflow/tfjs-core';
import { bosIndex, eosIndex, padIndex } from '../../../text/pairs/pairCorpus';
import { disposeState, keepState, type HiddenState } from '../../../nn/state';
import { beamSearch, type BeamDecoder, type BeamStep } from './beam';
import { disposeEncoded, keepEncoded } from './encoded';
import type { Encoded, TranslationModel } from './model';

export interface SearchOptions {
  /** 1 is greedy. */
  beamSize: number;
  /** alpha of the length penalty; the notes use 0.75. */
  lengthPenalty: number;
  /** Most tokens of a translation. */
  maxLength: number;
}

export interface FoundTranslation {
  /** Without `<eos>`; 0 stands for a word that the model could not name. */
  tokens: number[];
  /** Sum of log p, `<eos>` included. */
  logProbability: number;
  /** For each target token the weight of each source token; only with attention. */
  attention: number[][] | undefined;
}

/** @param source ids with `<eos>`. `pause` is awaited between steps and may throw to cancel. */
export async function translateIds(
  model: TranslationModel,
  source: ArrayLike<number>,
  options: SearchOptions,
  pause: () => Promise<void>,
): Promise<FoundTranslation> {
  const decoder = new ModelDecoder(model, source, options.beamSize);
  try {
    const limits = { begin: bosIndex, end: eosIndex, forbidden: [padIndex, bosIndex] };
    const { tokens, logProbability, notes } = await beamSearch(decoder, { ...options, ...limits }, pause);
    return { tokens, logProbability, attention: model.shape.attention ? notes : undefined };
  } finally {
    decoder.dispose();
  }
}

/** The same source in every row; only the decoder's state differs. */
class ModelDecoder implements BeamDecoder {
  private readonly encoded: Encoded;
  private state: HiddenState;

  constructor(
    private readonly model: TranslationModel,
    source: ArrayLike<number>,
    private readonly rows: number,
  ) {
    let kept: Encoded | undefined;
    tf.tidy(() => {
      kept = keepEncoded(this.encode(source));
    });
    this.encoded = kept!;
    this.state = this.encoded.state;
  }

  get vocabularySize(): number {
    return this.model.shape.targetVocabularySize;
  }

  advance(tokens: readonly number[], parents: readonly number[]): BeamStep {
    const previous = this.state;
    let result: BeamStep | undefined;
    tf.tidy(() => {
      const rows = tf.tensor1d([...parents], 'int32');
      const from = previous.map(({ h, c }) => ({ h: tf.gather(h, rows), ...(c ? { c: tf.gather(c, rows) } : {}) }));
      const step = this.model.step(this.encoded, tf.tensor2d([...tokens], [1, this.rows], 'int32'), from);
      this.state = keepState(step.state);
      const logits = this.model.logits(step.h);
      const logProbabilities = tf.sub(logits, tf.logSumExp(logits, 1, true)).dataSync<'float32'>();
      result = { logProbabilities, notes: step.weights ? columns(step.weights) : [] };
    });
    disposeState(previous);
    return result!;
  }

  dispose(): void {
    disposeState(this.state);
    disposeEncoded(this.encoded);
  }

  private encode(source: ArrayLike<number>): Encoded {
    const ids = Array.from(source).flatMap(id => Array.from({ length: this.rows }, () => id));
    const lengths = Array.from({ length: this.rows }, () => source.length);
    return this.model.encode(
      tf.tensor2d(ids, [source.length, this.rows], 'int32'),
      tf.tensor1d(lengths, 'int32'),
      undefined,
    );
  }
}

/** [S, B] -> one list a column */
function columns(weights: tf.Tensor2D): number[][] {
  const [steps, rows] = weights.shape;
  const values = weights.dataSync();
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: steps }, (_unused, step) => values[step * rows + row]!),
  );
}
