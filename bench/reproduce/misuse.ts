/**
 * Continues a text with a bidirectional model as the notes' program does and Unroll refuses to do: one token at a time, with the states
 * of both directions carried over. In training the backward direction always saw the following tokens.
 */
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { openEngine } from '../../src/engine/open';
import { operations } from '../../src/engine/operations';
import { LanguageModel } from '../../src/kinds/language/languageModel';
import { disposeState, keepState, type HiddenState } from '../../src/nn/state';
import { storedLanguageModel } from '../../src/kinds/language/stored';
import { readModel } from '../../src/store/models';
import { encodeWith, restoreTokeniser } from '../../src/text/tokens/corpus';
import { Vocabulary } from '../../src/text/tokens/vocabulary';

/** The prefix and its likeliest continuation. */
export async function continuedAgainstAdvice(folder: string, prefix: string, length: number): Promise<string> {
  const { manifest, vocabularies, tensors } = await readModel(folder, storedLanguageModel);
  await openEngine({ engine: 'wasm' });
  const { network, text } = manifest.options;
  const vocabulary = Vocabulary.fromTokens(vocabularies[0]!.vocabulary, vocabularies[0]!.frequencies);
  const model = new LanguageModel({ ...network, vocabularySize: vocabulary.size }, tensors, operations);
  const reader = new TokenReader(model);
  const ids = [...encodeWith(vocabulary, restoreTokeniser(text), prefix).ids];
  const last = ids.pop()!;
  for (const id of ids) reader.read(id);
  let continuation = '';
  for (let id = last; continuation.length < length; continuation += vocabulary.token(id))
    id = reader.likeliestAfter(id);
  reader.dispose();
  model.dispose();
  return prefix + continuation;
}

class TokenReader {
  private state: HiddenState;

  constructor(private readonly model: LanguageModel) {
    this.state = model.zeroState(1);
  }

  read(id: number): void {
    const before = this.state;
    tidy(() => {
      this.state = keepState(this.predict(id, 0).state);
    });
    disposeState(before);
  }

  /** The token with the lowest cross-entropy, except <unk>. */
  likeliestAfter(id: number): number {
    const losses = Array.from({ length: this.model.shape.vocabularySize }, (_, target) =>
      target === 0 ? Infinity : tidy(() => this.predict(id, target).loss.dataSync()[0]!),
    );
    this.read(id);
    return losses.indexOf(Math.min(...losses));
  }

  dispose(): void {
    disposeState(this.state);
  }

  private predict(id: number, target: number): ReturnType<LanguageModel['loss']> {
    const single = (value: number) => tensor2d([value], [1, 1], 'int32');
    return this.model.loss({ inputs: single(id), targets: single(target), state: this.state, divisor: 1 });
  }
}
