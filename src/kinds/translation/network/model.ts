/**
 * Encoder-decoder (Sutskever et al. 2014; Cho et al. 2014): the encoder's last state starts the decoder; its last hidden state, or
 * what attention finds in its outputs, goes to every decoder step beside the embedding of the token before.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Operations } from '../../../engine/contract';
import type { Nudges, RecurrentTrace } from '../../../engine/composition/trace';
import { Parameters, type NamedArray } from '../../../nn/parameters';
import { recurrentStack, type StackArguments, type StackResult } from '../../../nn/recurrentStack';
import { tracedResult, traceStack } from '../../../nn/stackTrace';
import { zeroState, type HiddenState, type LayerState } from '../../../nn/state';
import { seedFor } from '../../../text/random/random';
import { attend, attentionMemory, type AttentionMemory } from './attention';
import { contextSizeOf, decoderShape, encoderShape, type TranslationShape } from './shape';

/** What the decoder keeps of a batch of sources. */
export interface Encoded {
  state: HiddenState;
  /** [B, G*H]: what the context adds to the gates of the decoder's first layer, its bias included; only without attention */
  gates: tf.Tensor2D | undefined;
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

interface InputWeights {
  wx: tf.Tensor2D;
  b: tf.Tensor1D;
}

export class TranslationModel {
  readonly parameters: Parameters;

  constructor(
    readonly shape: TranslationShape,
    arrays: readonly NamedArray[],
    readonly operations: Operations,
    placed?: ReadonlyMap<string, tf.Variable>,
  ) {
    this.parameters = new Parameters(arrays, placed);
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
    return this.encodedBy(stack, lengths);
  }

  /** What happens in each layer and direction of the encoder as it reads one sentence. @param source int32 [S, 1] */
  traceEncoder(source: tf.Tensor2D, nudges?: readonly Nudges[]): RecurrentTrace[] {
    const { parameters } = this;
    const shape = encoderShape(this.shape);
    const x = this.embed('encoder.embedding', source);
    const state = zeroState(shape, source.shape[1]);
    return traceStack({ parameters, shape, prefix: 'encoder.', x, state, ...(nudges ? { nudges } : {}) });
  }

  /** Scores of the first token of the translation after the encoder has read so: [1, V]. @param bos int32 [1, 1] */
  scoresAfter(traces: readonly RecurrentTrace[], bos: tf.Tensor2D): tf.Tensor2D {
    const { parameters } = this;
    const stack = tracedResult({ parameters, shape: encoderShape(this.shape), prefix: 'encoder.' }, traces);
    const encoded = this.encodedBy(stack, tf.tensor1d([stack.h.shape[0]], 'int32'));
    return this.logits(this.step(encoded, bos, encoded.state).h);
  }

  private encodedBy(stack: StackResult, lengths: tf.Tensor1D): Encoded {
    const { operations, parameters } = this;
    const state = this.bridge(stack.state);
    const { wx, b } = this.contextWeights();
    if (!this.shape.attention)
      return { state, gates: operations.linear(this.lastOutput(stack.state), wx, b), memory: undefined };
    return { state, gates: undefined, memory: attentionMemory(operations, parameters, stack.h, wx, lengths) };
  }

  /**
   * All steps under teacher forcing. Without attention the decoder is one call over the whole sequence; with it, step by step.
   * @param inputs int32 [T, B]: `<bos>` and the target but its last token
   * @returns [T, B, H]
   */
  decode({ memory, gates, state }: Encoded, inputs: tf.Tensor2D, dropoutSeed: number | undefined): tf.Tensor3D {
    if (!memory) return this.readEmbedded(inputs, gates, state, dropoutSeed).h;
    let last = state;
    const steps = tf.split<tf.Tensor2D>(this.projected(inputs), inputs.shape[0]).map((input, t) => {
      const seed = dropoutSeed === undefined ? undefined : seedFor(dropoutSeed, t);
      const step = this.attend(memory, input, last, seed);
      last = step.state;
      return step.h;
    });
    return tf.concat(steps, 0);
  }

  /** One step of generation. @param tokens int32 [1, B] */
  step({ memory, gates }: Encoded, tokens: tf.Tensor2D, state: HiddenState): DecoderStep {
    const step = memory
      ? this.attend(memory, this.projected(tokens), state, undefined)
      : { ...this.readEmbedded(tokens, gates, state, undefined), weights: undefined };
    const [, rows, hidden] = step.h.shape;
    return { ...step, h: tf.reshape<tf.Rank.R2>(step.h, [rows, hidden]) };
  }

  /** [N, H] -> [N, V] */
  logits(h: tf.Tensor2D): tf.Tensor2D {
    const { parameters } = this;
    return this.operations.linear(h, parameters.matrix('decoder.output.w'), parameters.vector('decoder.output.b'));
  }

  dispose(): void {
    this.parameters.dispose();
  }

  private readEmbedded(
    ids: tf.Tensor2D,
    gates: tf.Tensor2D | undefined,
    state: HiddenState,
    dropoutSeed: number | undefined,
  ): StackResult {
    const { wx, b } = this.embeddingWeights();
    return this.runDecoder(this.embed('decoder.embedding', ids), { wx, b: gates ?? b }, state, dropoutSeed);
  }

  /** int32 [T, B] -> [T*B, G*H]: what the embeddings add to the gates of the decoder's first layer, its bias included. */
  private projected(ids: tf.Tensor2D): tf.Tensor2D {
    const embedded = this.embed('decoder.embedding', ids);
    const { wx, b } = this.embeddingWeights();
    return this.operations.linear(tf.reshape<tf.Rank.R2>(embedded, [ids.size, this.shape.embeddingSize]), wx, b);
  }

  /** @param input [B, G*H] */
  private attend(
    memory: AttentionMemory,
    input: tf.Tensor2D,
    state: HiddenState,
    dropoutSeed: number | undefined,
  ): StackResult & Pick<DecoderStep, 'weights'> {
    const [rows, columns] = input.shape;
    const { context, weights } = attend(this.operations, this.parameters, memory, state.at(-1)!.h);
    const gates = { wx: tf.zeros<tf.Rank.R2>([0, columns]), b: tf.add<tf.Tensor2D>(input, context) };
    return { ...this.runDecoder(tf.zeros([1, rows, 0]), gates, state, dropoutSeed), weights };
  }

  private runDecoder(
    x: tf.Tensor3D,
    input: NonNullable<StackArguments['input']>,
    state: HiddenState,
    dropoutSeed: number | undefined,
  ): StackResult {
    const { operations, parameters } = this;
    const shape = decoderShape(this.shape);
    return recurrentStack({ operations, parameters, shape, prefix: 'decoder.', x, input, state, dropoutSeed });
  }

  /**
   * The decoder's first layer reads [embedding; context]. The rows of its weights for either are taken apart, so that whatever is known
   * before the first step is multiplied once for all steps.
   */
  private embeddingWeights(): InputWeights {
    return this.inputWeights(0, this.shape.embeddingSize);
  }

  private contextWeights(): InputWeights {
    return this.inputWeights(this.shape.embeddingSize, contextSizeOf(this.shape));
  }

  private inputWeights(from: number, rows: number): InputWeights {
    const { operations, parameters } = this;
    const all = parameters.matrix('decoder.layers.0.wx');
    // A lookup of rows: tfjs' slice copies them by way of JavaScript on wasm.
    const wx = operations.embedding(all, tf.range(from, from + rows, 1, 'int32'));
    return { wx: tf.reshape(wx, [rows, all.shape[1]]), b: parameters.vector('decoder.layers.0.b') };
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
