/**
 * Encoder-decoder (Sutskever et al. 2014; Cho et al. 2014): the encoder's last state starts the decoder; its last hidden state, or
 * what attention finds in its outputs, goes to every decoder step beside the embedding of the token before.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../engine/contract';
import { Parameters, type NamedArray } from '../parameters';
import { recurrentStack } from '../recurrentStack';
import { zeroState, type HiddenState, type LayerState } from '../state';
import { attend, attentionMemory, type AttentionMemory } from './attention';
import { decoderShape, encoderShape, type TranslationShape } from './shape';

/** What the decoder keeps of a batch of sources. */
export interface Encoded {
  state: HiddenState;
  /** [B, D*H]: the encoder's last hidden state at the top; the same for every step (also at prediction time) */
  context: tf.Tensor2D;
  /** Only with attention. */
  memory: AttentionMemory | undefined;
}

export interface DecoderStep {
  /** [B, H] */
  h: tf.Tensor2D;
  state: HiddenState;
  /** [S, B], only with attention */
  weights: tf.Tensor2D | undefined;
}

export class TranslationModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: TranslationShape,
    arrays: readonly NamedArray[],
    readonly operations: Operations,
  ) {
    this.parameters = new Parameters(arrays);
  }

  /** @param source int32 [S, B] @param lengths int32 [B]: padding beyond never enters a state */
  encode(source: tf.Tensor2D, lengths: tf.Tensor1D, dropoutSeed: number | undefined): Encoded {
    const { operations, parameters } = this;
    const shape = encoderShape(this.shape);
    const stack = recurrentStack({
      operations,
      parameters,
      shape,
      prefix: 'encoder.',
      x: this.embed('encoder.embedding', source),
      state: zeroState(shape, source.shape[1]),
      lengths,
      dropoutSeed,
    });
    const memory = this.shape.attention ? attentionMemory(operations, parameters, stack.h, lengths) : undefined;
    const state = this.bridge(stack.state);
    return { state, context: this.lastOutput(stack.state), memory };
  }

  /**
   * All steps under teacher forcing. Without attention the decoder is one call over the whole sequence; with it, step by step.
   * @param inputs int32 [T, B]: `<bos>` and the target but its last token
   * @returns [T, B, H]
   */
  decode(encoded: Encoded, inputs: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor3D {
    const embedded = this.embed('decoder.embedding', inputs);
    if (!encoded.memory) return this.runDecoder(embedded, encoded, encoded.state, dropoutSeed).h;
    let state = encoded.state;
    const outputs = tf.split<tf.Tensor3D>(embedded, inputs.shape[0]).map((x, t) => {
      const step = this.stepFrom(encoded, x, state, dropoutSeed === undefined ? undefined : dropoutSeed + 4 * t);
      state = step.state;
      return tf.expandDims<tf.Tensor3D>(step.h, 0);
    });
    return tf.concat(outputs, 0);
  }

  /** One step of generation. @param tokens int32 [1, B] */
  step(encoded: Encoded, tokens: tf.Tensor2D, state: HiddenState): DecoderStep {
    return this.stepFrom(encoded, this.embed('decoder.embedding', tokens), state, undefined);
  }

  /** [N, H] -> [N, V] */
  logits(h: tf.Tensor2D): tf.Tensor2D {
    const { parameters } = this;
    return this.operations.linear(h, parameters.matrix('decoder.output.w'), parameters.vector('decoder.output.b'));
  }

  dispose(): void {
    this.parameters.dispose();
  }

  private stepFrom(encoded: Encoded, x: tf.Tensor3D, state: HiddenState, seed: number | undefined): DecoderStep {
    const { operations, parameters } = this;
    const found = encoded.memory && attend(operations, parameters, encoded.memory, state.at(-1)!.h);
    const input = found ? tf.concat3d([x, tf.expandDims<tf.Tensor3D>(found.context, 0)], 2) : x;
    const result = this.runDecoder(input, encoded, state, seed);
    const [, rows, hidden] = result.h.shape;
    return { h: tf.reshape<tf.Rank.R2>(result.h, [rows, hidden]), state: result.state, weights: found?.weights };
  }

  /** @param x [T, B, E], with what attention found behind it where there is attention */
  private runDecoder(
    x: tf.Tensor3D,
    { context, memory }: Encoded,
    state: HiddenState,
    dropoutSeed: number | undefined,
  ): ReturnType<typeof recurrentStack> {
    const { operations, parameters } = this;
    // Seeds of their own: encoder and decoder drop different places.
    const seed = dropoutSeed === undefined ? undefined : dropoutSeed + 32;
    return recurrentStack({
      operations,
      parameters,
      shape: decoderShape(this.shape),
      prefix: 'decoder.',
      x,
      ...(memory ? {} : { constant: context }),
      state,
      dropoutSeed: seed,
    });
  }

  /** int32 [T, B] -> [T, B, E] */
  private embed(name: string, ids: tf.Tensor2D): tf.Tensor3D {
    const embedded = this.operations.embedding(this.parameters.matrix(name), ids);
    return tf.reshape<tf.Rank.R3>(embedded, [...ids.shape, this.shape.embeddingSize]);
  }

  /** The decoder's first state: the encoder's last, or, of two directions, a layer over both side by side. */
  private bridge(state: HiddenState): HiddenState {
    if (!this.shape.bidirectionalEncoder) return state;
    const w = this.parameters.matrix('bridge.w');
    const b = this.parameters.vector('bridge.b');
    const join = (forward: tf.Tensor2D, backward: tf.Tensor2D): tf.Tensor2D =>
      this.operations.linear(tf.concat2d([forward, backward], 1), w, b);
    return Array.from({ length: this.shape.layers }, (_, layer): LayerState => {
      const [forward, backward] = [state[2 * layer]!, state[2 * layer + 1]!];
      const h = tf.tanh(join(forward.h, backward.h));
      return forward.c && backward.c ? { h, c: join(forward.c, backward.c) } : { h };
    });
  }

  private lastOutput(state: HiddenState): tf.Tensor2D {
    if (!this.shape.bidirectionalEncoder) return state.at(-1)!.h;
    return tf.concat2d([state.at(-2)!.h, state.at(-1)!.h], 1);
  }
}
