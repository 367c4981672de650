/** A saved model ready to continue text: the stepper keeps the state of the prefix it has read last. */
import { openEngine } from '../../engine/open';
import { operations } from '../../engine/operations';
import { createStepper } from '../../engine/stepper';
import type { Stepper } from '../../engine/contract';
import { LanguageModel } from '../../nn/languageModel';
import { generateTokens } from '../../nn/generate';
import { UnrollError } from '../../protocol/errors';
import type { BackendChoice } from '../../protocol/model';
import type { ContinueTextRequest, ContinueTextResult, ModelSummary } from '../../protocol/worker';
import { readModel, type StoredModel } from '../../store/models';
import type { LanguageModelManifest } from '../../store/types';
import { encodeWith, restoreTokeniser } from '../../text/corpus';
import { Sampler } from '../../text/sampling';
import { Vocabulary } from '../../text/vocabulary';
import { pauser } from '../training/pause';
import { PrefixReader } from './prefixReader';

export interface OpenModel {
  readonly summary: ModelSummary;
  continueText(request: ContinueTextRequest, signal: AbortSignal): Promise<ContinueTextResult>;
  dispose(): void;
}

/** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for a model that cannot generate */
export async function openModel(folder: string, backend: BackendChoice): Promise<OpenModel> {
  const stored = await readModel(folder);
  const { manifest } = stored;
  if (manifest.options.network.bidirectional)
    throw new UnrollError(
      'bad-options',
      `"${manifest.name}" is bidirectional: it reads the text after the cursor too, so it cannot continue one. Train a model without that option.`,
    );
  // A single token at a time: nothing beats the embedded engine's stepper.
  await openEngine({ backend: backend === 'auto' ? 'wasm' : backend });
  return new LoadedModel(stored);
}

class LoadedModel implements OpenModel {
  readonly summary: ModelSummary;
  private readonly vocabulary: Vocabulary;
  private readonly tokeniser: ReturnType<typeof restoreTokeniser>;
  private readonly stepper: Stepper;
  private readonly reader: PrefixReader;

  constructor({ folder, manifest, tensors }: StoredModel<LanguageModelManifest>) {
    this.summary = { id: manifest.id, folder, name: manifest.name };
    this.vocabulary = Vocabulary.fromTokens(manifest.vocabulary, manifest.frequencies);
    this.tokeniser = restoreTokeniser(manifest.options.text, manifest.merges);
    const model = new LanguageModel(
      { ...manifest.options.network, vocabularySize: this.vocabulary.size },
      tensors,
      operations,
    );
    this.stepper = createStepper(model.stepperWeights());
    model.dispose();
    this.reader = new PrefixReader(this.stepper);
  }

  async continueText(request: ContinueTextRequest, signal: AbortSignal): Promise<ContinueTextResult> {
    const began = performance.now();
    const { vocabulary, tokeniser } = this;
    const { ids, unknown } = encodeWith(vocabulary, tokeniser, request.prefix);
    const sampler = new Sampler(vocabulary.size, request.sampling, [0]);
    const pause = pauser(5);
    const rest = await this.reader.read(ids, signal, pause);
    for (const id of ids.subarray(0, ids.length - rest.length)) sampler.remember(id);
    const tokens: string[] = [];
    let text = '';
    for (const token of generateTokens(this.stepper, rest, sampler)) {
      tokens.push(vocabulary.token(token));
      text = tokens.join(tokeniser.separator);
      const stop = endOf(text, request.stopAt);
      if (stop !== undefined) {
        text = text.slice(0, stop);
        break;
      }
      if (tokens.length >= request.maxTokens || signal.aborted) break;
      if (request.timeBudgetMs > 0 && performance.now() - began > request.timeBudgetMs) break;
      await pause();
    }
    if (signal.aborted) throw new UnrollError('cancelled', 'The continuation was cancelled.');
    return { continuation: text, unknown, tokens: tokens.length, milliseconds: performance.now() - began };
  }

  dispose(): void {
    this.stepper.dispose();
  }
}

/** Where the first of the strings begins. */
function endOf(text: string, stopAt: readonly string[]): number | undefined {
  const found = stopAt.map(stop => text.indexOf(stop)).filter(index => index >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}
