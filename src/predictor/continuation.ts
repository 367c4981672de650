/** A model of texts ready to continue one: the stepper keeps the state of the prefix it has read last. */
import type { Stepper } from '../engine/contract';
import { generateTokens } from '../nn/generate';
import { readOptions } from '../options/read';
import { UnrollError } from '../protocol/errors';
import type {
  ContinueTextRequest,
  ContinueTextResult,
  SuggestRequest,
  SuggestResult,
  WrittenDocument,
} from '../protocol/worker';
import { normaliseNewlines } from '../text/tokens/clean';
import { countCodePoints, encodeWith } from '../text/tokens/corpus';
import { Sampler } from '../text/random/sampling';
import { pauser, type Pause } from '../training/pause';
import type { DocumentMemories, LearnedDocument } from './documentMemories';
import type { Mixture } from './mixture';
import { PrefixReader } from './prefixReader';
import type { Reading } from './reading';
import { Ahead } from './suggest/ahead';
import { alternatives } from './suggest/alternatives';
import { Search, type Writing } from './suggest/search';
import { fittingTokens, HealingSource, healPrefix, type HealedPrefix } from './tokenHealing';
import { message } from '../words/message';

/** Network and voices before the last token of a text, which is the rest. */
interface Standing {
  network: Stepper | undefined;
  mixture: Mixture | undefined;
  rest: Int32Array;
}

export interface ContinuingVoices {
  /** As they were saved. */
  mixture: Mixture;
  /** That have learned what is being written. */
  memories: DocumentMemories;
}

export class TextContinuation {
  private readonly reader: PrefixReader | undefined;
  /** Whether the cursor may stand in the middle of a token. */
  private readonly healing: boolean;
  /** Whether several tokens make up a word. */
  private readonly pieces: boolean;
  /** 0: the model knows no ends of lines. */
  private readonly lineEnd: number;
  private readonly writing: Writing;

  /**
   * One of the two may be absent; both are disposed with this.
   * @param stepper the network
   * @param voices whose predictions are mixed with its own
   */
  constructor(
    private readonly reading: Reading,
    private readonly stepper: Stepper | undefined,
    private readonly voices?: ContinuingVoices,
  ) {
    this.reader = stepper && new PrefixReader(stepper);
    this.healing = reading.tokenisation !== 'char';
    this.pieces = reading.tokenisation === 'bpe';
    this.lineEnd = reading.vocabulary.index('\n');
    const { vocabulary, tokeniser, tokenisation } = reading;
    this.writing = {
      token: id => vocabulary.token(id),
      fitting: partial => fittingTokens(vocabulary, partial, this.pieces),
      separator: tokeniser.separator,
      whole: tokenisation === 'word',
    };
  }

  /** @param told each piece as soon as it is written, where nothing is asked for that may take it back */
  async continueText(
    request: ContinueTextRequest,
    signal: AbortSignal,
    told?: (piece: string) => void,
  ): Promise<ContinueTextResult> {
    const began = performance.now();
    const { vocabulary, tokeniser } = this.reading;
    const sampling = readOptions('sampling', request.sampling);
    const { ids, unknown, partial } = this.heal(request.prefix);
    const sampler = new Sampler(vocabulary.size, sampling, [0]);
    const pause = pauser(5);
    const { mixture, network, rest } = await this.stand(request, ids, partial.length, { signal, pause });
    for (const id of ids.subarray(0, ids.length - rest.length)) sampler.remember(id);
    const source = new HealingSource(sampler, vocabulary, sampling, partial, this.pieces);
    const written = new WrittenText(tokeniser.separator, partial.length, request);
    const speaker = mixture?.over(network, sampling.temperature === 0) ?? network;
    if (!speaker) throw new Error('A continuation needs a network or voices.');
    // Nothing before it is the beginning of a line, where the text knows such.
    const heard = rest.length === 0 && this.lineEnd > 0 ? Int32Array.of(this.lineEnd) : rest;
    for (const token of generateTokens(speaker, heard, source)) {
      const before = written.text.length;
      const complete = written.add(vocabulary.token(token));
      if (request.stopAt.length === 0 && written.text.length > before) told?.(written.text.slice(before));
      if (complete || signal.aborted) break;
      if (request.timeBudgetMs > 0 && performance.now() - began > request.timeBudgetMs) break;
      await pause();
    }
    if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
    const { text: continuation, tokens, cutOff } = written;
    return { continuation, unknown, tokens, cutOff, milliseconds: performance.now() - began };
  }

  /** What is worth suggesting after a text: the most worth first, then what else it may be, the likelier first. */
  async suggest(request: SuggestRequest, signal: AbortSignal): Promise<SuggestResult> {
    const began = performance.now();
    const { ids, partial } = this.heal(request.prefix);
    const pause = pauser(5);
    const { mixture, network, rest } = await this.stand(request, ids, partial.length, { signal, pause });
    const ahead = mixture?.ahead(network) ?? new Ahead(this.reading.vocabulary.size, network, undefined);
    try {
      ahead.step(rest[0] ?? this.lineEnd);
      const { cost, words, characters, lines, places, timeBudgetMs } = request;
      const search = new Search(ahead, this.writing, { cost, words, characters, lines, partial });
      for (let looked = 0; looked < places && search.next(); looked++) {
        if (timeBudgetMs > 0 && performance.now() - began > timeBudgetMs) break;
        await pause();
        if (signal.aborted) throw new UnrollError('cancelled', message('error.cancelled'));
      }
      return {
        suggestions: alternatives(search.suggestions(), request.count),
        milliseconds: performance.now() - began,
      };
    } finally {
      mixture?.comeBack();
    }
  }

  /** The voices learn what is being written. */
  async follow(document: WrittenDocument): Promise<void> {
    await this.learned(document, 0);
    await this.voices?.memories.settled();
  }

  private heal(prefix: string): HealedPrefix {
    const { vocabulary, tokeniser } = this.reading;
    return this.healing
      ? healPrefix(vocabulary, tokeniser, normaliseNewlines(prefix), this.pieces)
      : { ...encodeWith(vocabulary, tokeniser, prefix), partial: '' };
  }

  /** @param partial characters taken back for healing */
  private async stand(
    { document, networkAlone }: Pick<ContinueTextRequest, 'document' | 'networkAlone'>,
    ids: Int32Array,
    partial: number,
    { signal, pause }: { signal: AbortSignal; pause: Pause },
  ): Promise<Standing> {
    const known = ids.subarray(0, Math.max(0, ids.length - 1));
    const voices = this.stepper && networkAlone === true ? undefined : this.voices;
    const learned = voices && (await this.learned(document, partial));
    // What has learned the document stands at the beginning of its last line.
    const line = known.lastIndexOf(this.lineEnd) + 1;
    const { mixture, network, reader, from } =
      learned && line > 0
        ? { mixture: learned.mixture, network: learned.network, reader: learned.line, from: line }
        : { mixture: voices?.mixture, network: this.stepper, reader: this.reader, from: 0 };
    mixture?.moveTo(known.subarray(from));
    await reader?.read(ids.subarray(from), signal, pause);
    return { network, mixture, rest: ids.subarray(known.length) };
  }

  private async learned(document: WrittenDocument | undefined, partial: number): Promise<LearnedDocument | undefined> {
    if (!document || this.lineEnd === 0) return undefined;
    const text = document.text.slice(0, document.text.length - partial);
    const finished = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1);
    return this.voices?.memories.soon(document.id, finished);
  }

  dispose(): void {
    this.stepper?.dispose();
    this.voices?.memories.dispose();
  }
}

/** A continuation to which tokens are added, in time linear in its length: searching all of it after each token would be quadratic. */
class WrittenText {
  text = '';
  tokens = 0;
  cutOff = false;
  /** The end of the text in which one of the strings to stop at may have begun. */
  private recent = '';
  private readonly longestStop: number;

  /** @param known characters at the beginning that the person has written already */
  constructor(
    private readonly separator: string,
    private known: number,
    private readonly limits: Pick<ContinueTextRequest, 'stopAt' | 'most'>,
  ) {
    this.longestStop = limits.stopAt.reduce((longest, stop) => Math.max(longest, stop.length), 0);
  }

  /** Whether the text is complete with this token. */
  add(token: string): boolean {
    const piece = this.tokens === 0 ? token : this.separator + token;
    this.tokens++;
    const fresh = piece.slice(this.known);
    this.known = Math.max(0, this.known - piece.length);
    this.text += fresh;
    return this.cutAtStop(fresh) || this.cutAtMost();
  }

  private cutAtStop(fresh: string): boolean {
    if (this.longestStop === 0) return false;
    this.recent = (this.longestStop > 1 ? this.recent.slice(1 - this.longestStop) : '') + fresh;
    const found = this.limits.stopAt.map(stop => this.recent.indexOf(stop)).filter(index => index >= 0);
    if (found.length === 0) return false;
    this.text = this.text.slice(0, this.text.length - this.recent.length + Math.min(...found));
    return true;
  }

  private cutAtMost(): boolean {
    const { most } = this.limits;
    if ('tokens' in most) this.cutOff = this.tokens >= most.tokens;
    // A code point is one or two units, so that short texts need not be counted.
    else if (this.text.length >= most.characters && countCodePoints(this.text) >= most.characters) {
      this.text = Array.from(this.text).slice(0, most.characters).join('');
      this.cutOff = true;
    }
    return this.cutOff;
  }
}
