/** A saved model ready to continue text: the stepper keeps the state of the prefix it has read last. */
import type { Stepper } from '../engine/contract';
import { generateTokens } from '../nn/generate';
import { UnrollError } from '../protocol/errors';
import type { BackendChoice } from '../protocol/model';
import type { ContinueTextRequest, ContinueTextResult, ModelSummary } from '../protocol/worker';
import { normaliseNewlines } from '../text/tokens/clean';
import { encodeWith } from '../text/tokens/corpus';
import { Sampler } from '../text/random/sampling';
import type { Tokeniser } from '../text/tokens/tokenise';
import type { Vocabulary } from '../text/tokens/vocabulary';
import { readGeneratingModel, type GeneratingModel } from './generatingModel';
import { pauser } from '../training/pause';
import { PrefixReader } from './prefixReader';
import { HealingSource, healPrefix } from './tokenHealing';
import { detokenise } from '../text/tokens/tokenise';

export interface OpenModel {
  readonly summary: ModelSummary;
  continueText(request: ContinueTextRequest, signal: AbortSignal): Promise<ContinueTextResult>;
  dispose(): void;
}

/** @throws UnrollError 'model-not-found', 'model-damaged', or 'bad-options' for a model that cannot generate */
export async function openModel(folder: string, backend: BackendChoice): Promise<OpenModel> {
  const model = await readGeneratingModel(folder, backend);
  try {
    return new LoadedModel(folder, model);
  } finally {
    model.dispose();
  }
}

class LoadedModel implements OpenModel {
  readonly summary: ModelSummary;
  private readonly vocabulary: Vocabulary;
  private readonly tokeniser: Tokeniser;
  private readonly stepper: Stepper;
  private readonly reader: PrefixReader;
  /** Whether the cursor may stand in the middle of a token. */
  private readonly healing: boolean;
  /** Whether several tokens make up a word. */
  private readonly pieces: boolean;

  constructor(folder: string, model: GeneratingModel) {
    const { manifest, vocabulary, tokeniser } = model;
    this.summary = { id: manifest.id, folder, name: manifest.name };
    this.vocabulary = vocabulary;
    this.tokeniser = tokeniser;
    this.stepper = model.stepper();
    this.reader = new PrefixReader(this.stepper);
    this.healing = manifest.options.text.tokenisation !== 'char';
    this.pieces = manifest.options.text.tokenisation === 'bpe';
  }

  async continueText(request: ContinueTextRequest, signal: AbortSignal): Promise<ContinueTextResult> {
    const began = performance.now();
    const { vocabulary, tokeniser } = this;
    const { ids, unknown, partial } = this.healing
      ? healPrefix(vocabulary, tokeniser, normaliseNewlines(request.prefix), this.pieces)
      : { ...encodeWith(vocabulary, tokeniser, request.prefix), partial: '' };
    const sampler = new Sampler(vocabulary.size, request.sampling, [0]);
    const pause = pauser(5);
    const rest = await this.reader.read(ids, signal, pause);
    for (const id of ids.subarray(0, ids.length - rest.length)) sampler.remember(id);
    const source = new HealingSource(sampler, vocabulary, request.sampling, partial, this.pieces);
    const tokens: string[] = [];
    let text = '';
    for (const token of generateTokens(this.stepper, rest, source)) {
      tokens.push(vocabulary.token(token));
      text = detokenise(tokens, tokeniser).slice(partial.length);
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
