/** How surprising a text is: the probability of each token after those before it, by voices and a network that learn nothing from it. */
import type { Stepper } from '../engine/contract';
import type { Suggester } from '../protocol/completion';
import type {
  Explanation,
  ExplainRequest,
  ReadToken,
  SurprisalRequest,
  SurprisalResult,
  SurprisingWord,
} from '../protocol/surprisal';
import { UnrollError } from '../protocol/errors';
import { message } from '../words/message';
import { encodeWith } from '../text/tokens/corpus';
import { placesOf, wordPlaces, wordsOfTokens, type Place } from '../text/tokens/places';
import { tokenise } from '../text/tokens/tokenise';
import { cancellable } from '../training/pause';
import type { TextContinuation } from './continuation';
import type { Mixture } from './mixture';
import type { Reading } from './reading';
import { Ahead } from './suggest/ahead';

/** Tokens further back hardly change the state of a network. */
export const tokensBefore = 600;
/** What is looked at for alternatives. */
const searched = { places: 150, count: 5, characters: 40, timeBudgetMs: 500 };
/** An alternative that is rarer says nothing. */
const leastProbable = 0.001;

export interface SurprisalVoices {
  /** The network, or what stands for it; disposed with this. Undefined: there is none. */
  network(): Stepper | undefined;
  /** What `network` is. */
  who: Exclude<Suggester, 'all'>;
  mixture?: Mixture | undefined;
  continuation: Pick<TextContinuation, 'suggest'>;
}

export class TextSurprisal {
  private stepper: Stepper | undefined;

  constructor(
    private readonly reading: Reading,
    private readonly voices: SurprisalVoices,
  ) {}

  async surprise(
    { before, text, by = 'all', tokens: wanted }: SurprisalRequest,
    signal: AbortSignal,
  ): Promise<SurprisalResult> {
    const began = performance.now();
    const { who, mixture } = this.voices;
    if (by !== who && !mixture && by !== 'all') throw new UnrollError('bad-options', message('error.notAmongVoices'));
    const { vocabulary, tokeniser } = this.reading;
    const tokens = tokenise(text, tokeniser);
    const ids = tokens.map(token => vocabulary.index(token));
    const bits = await this.bitsOf(by, this.encode(before), ids, signal);
    const places = placesOf(text, tokens);
    const readToken = (place: Place, token: number): ReadToken => ({
      ...place,
      bits: bits[token]!,
      unknown: ids[token] === 0,
    });
    return {
      words: joined(text, places, ids, bits),
      ...(wanted ? { tokens: places.map(readToken) } : {}),
      milliseconds: performance.now() - began,
    };
  }

  /** What each says of a word, and what else was likely there. */
  async explain({ modelFolder, before, start, text }: ExplainRequest, signal: AbortSignal): Promise<Explanation> {
    const { who, mixture, continuation } = this.voices;
    const predicted = before.length - start;
    const known = this.encode(before.slice(0, predicted));
    const ids = this.encode(before.slice(predicted) + text);
    const asked: Suggester[] = mixture ? ['all', 'counting', 'network'] : [who];
    const by: Explanation['by'] = [];
    for (const one of asked)
      by.push({ who: one, bits: (await this.bitsOf(one, known, [...ids], signal)).reduce((sum, of) => sum + of, 0) });
    const { suggestions } = await continuation.suggest(
      { modelFolder, prefix: before, cost: 0, words: 1, lines: 1, ...searched },
      signal,
    );
    const alternatives = suggestions
      .map(({ text: suggested, probability }) => ({ text: suggested.trim(), probability }))
      .filter(({ probability }) => probability >= leastProbable)
      .sort((a, b) => b.probability - a.probability);
    return { by, alternatives };
  }

  dispose(): void {
    this.stepper?.dispose();
  }

  private encode(text: string): Int32Array {
    return encodeWith(this.reading.vocabulary, this.reading.tokeniser, text).ids;
  }

  /** -log2 of the probability of each token. */
  private async bitsOf(
    who: Suggester,
    before: Int32Array,
    ids: readonly number[],
    signal: AbortSignal,
  ): Promise<number[]> {
    const { mixture } = this.voices;
    const pause = cancellable(signal);
    const network = who === 'counting' && mixture ? undefined : this.network();
    const lineEnd = this.reading.vocabulary.index('\n');
    const known = before.subarray(-tokensBefore, -1);
    network?.reset();
    // A text begins where a line ends; so do voices.
    for (const id of [lineEnd, ...known]) {
      network?.step(id);
      await pause();
    }
    const speaking = who === 'network' ? undefined : mixture;
    speaking?.moveTo(known);
    const ahead = speaking?.ahead(network) ?? new Ahead(this.reading.vocabulary.size, network, undefined);
    try {
      ahead.step(before.at(-1) ?? lineEnd);
      const bits: number[] = [];
      for (const id of ids) {
        bits.push(-Math.log2(Math.max(ahead.probability(id), 1e-30)));
        ahead.step(id);
        await pause();
      }
      return bits;
    } finally {
      speaking?.comeBack();
    }
  }

  private network(): Stepper | undefined {
    this.stepper ??= this.voices.network();
    return this.stepper;
  }
}

/** Tokens as the words that they make up. */
function joined(text: string, places: Place[], ids: readonly number[], bits: readonly number[]): SurprisingWord[] {
  const words = wordPlaces(text).map(place => ({
    ...place,
    start: place.from,
    end: place.to,
    bits: 0,
    unknown: false,
  }));
  wordsOfTokens(text, places, words).forEach((at, token) => {
    const word = words[at];
    if (!word) return;
    word.bits += bits[token]!;
    if (ids[token] === 0) word.unknown = true;
    word.start = Math.min(word.start, places[token]!.from);
    word.end = Math.max(word.end, places[token]!.to);
  });
  return words;
}
