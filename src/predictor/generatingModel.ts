/** A saved model that predicts the next token, whatever it is made of. */
import { openEngine } from '../engine/open';
import { operations } from '../engine/operations';
import { createStepper } from '../engine/stepper';
import type { Stepper } from '../engine/contract';
import { evaluate } from '../kinds/language/evaluate';
import { LanguageModel } from '../kinds/language/languageModel';
import { UnrollError } from '../protocol/errors';
import type { EngineChoice } from '../protocol/model';
import { readManifest } from '../store/manifest';
import { readModel, readNgramModel } from '../store/models';
import type { GeneratingManifest, LanguageModelManifest, NamedTensor } from '../store/types';
import { restoreTokeniser } from '../text/tokens/corpus';
import { WittenBell } from '../text/counting/wittenBell';
import type { Tokeniser } from '../text/tokens/tokenise';
import { Vocabulary } from '../text/tokens/vocabulary';
import { NgramStepper } from '../kinds/ngram/stepper';
import { countsOf } from '../kinds/ngram/tensors';

export interface GeneratingModel {
  readonly manifest: GeneratingManifest;
  readonly vocabulary: Vocabulary;
  readonly tokeniser: Tokeniser;
  /** A fresh one, to be disposed by the caller. */
  stepper(): Stepper;
  /** Mean -log p in nats per token of ids[1..], each given all before it. */
  loss(ids: Int32Array, pause: () => Promise<void>): Promise<number>;
  dispose(): void;
}

/** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for a model that cannot generate */
export async function readGeneratingModel(folder: string, engine: EngineChoice): Promise<GeneratingModel> {
  const { kind } = await readManifest(folder);
  if (kind === 'ngram') return readCounts(folder);
  const { manifest, tensors } = await readModel(folder);
  assertCausal(manifest);
  await openEngine({ engine });
  return neural(manifest, tensors);
}

function assertCausal({ name, options }: LanguageModelManifest): void {
  if (!options.network.bidirectional) return;
  throw new UnrollError(
    'bad-options',
    `"${name}" is bidirectional: it reads the text after the cursor too, so it cannot continue one. Train a model without that option.`,
  );
}

function readingOf(manifest: GeneratingManifest): Pick<GeneratingModel, 'vocabulary' | 'tokeniser'> {
  return {
    vocabulary: Vocabulary.fromTokens(manifest.vocabulary, manifest.frequencies),
    tokeniser: restoreTokeniser(manifest.options.text, manifest.merges),
  };
}

function neural(manifest: LanguageModelManifest, tensors: NamedTensor[]): GeneratingModel {
  const reading = readingOf(manifest);
  const shape = { ...manifest.options.network, vocabularySize: reading.vocabulary.size };
  const model = new LanguageModel(shape, tensors, operations);
  return {
    manifest,
    ...reading,
    stepper: () => createStepper(model.stepperWeights()),
    loss: (ids, pause) => evaluate(model, ids, pause),
    dispose: () => {
      model.dispose();
    },
  };
}

async function readCounts(folder: string): Promise<GeneratingModel> {
  const { manifest, tensors } = await readNgramModel(folder);
  const reading = readingOf(manifest);
  const { size } = reading.vocabulary;
  const model = new WittenBell(countsOf(tensors, manifest.options.order, size), size);
  return {
    manifest,
    ...reading,
    stepper: () => new NgramStepper(model),
    loss: ids => Promise.resolve(model.loss(ids, 1)),
    dispose: () => undefined,
  };
}
