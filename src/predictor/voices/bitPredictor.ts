/** All voices at one node of the code: what each expects, how they are mixed, and what they learn from the bit. */
import { AdaptiveMap } from './adaptiveMap';
import { histories, HISTORY_STATES, RUN_LIMIT } from './bitHistory';
import { Chain } from './chain';
import { ContextStore, NEW, SEVERAL, SINGLE } from './contextStore';
import { Correction } from './correction';
import { ExternalVoice } from './externalVoice';
import { squash, stretch } from './logistic';
import { LONGEST_MATCH, Matches } from './matches';
import { Mixer } from './mixer';
import { voiceNames, type VoiceName } from '../../protocol/voices';
import type { Table } from './saving';
import type { PredictorSizes } from './sizes';
import type { Spelling } from './spelling';
import type { SymbolCode } from './symbolCode';
import { CONTEXTS, contextVoices, HIGHEST_ORDER, TextContexts } from './textContexts';

/** A context's inputs: what its history says, and what its last follower says where others have followed. */
const PER_CONTEXT = 2;
const MATCHES = 2;
const MINIMA = [5, 12] as const;
const DEPTHS = 8;
const RUNS = (RUN_LIMIT + 1) * DEPTHS;
/** Symbols and nodes with weights of their own; the rest share them. */
const CHOICES = 256;
/** Contexts that refine each other: orders 1 to 8, words, the line above, the shape. */
const CHAIN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 17];
/** The smallest probability of a bit: the largest precision of 16 bits. */
const LEAST_PROBABILITY = 1 / 32768;
/** Share of the corrections in the result. */
const CORRECTED = 0.7;
const PAIRS = 1 << 14;

export class BitPredictor {
  readonly text: TextContexts;
  readonly matches: readonly Matches[];
  readonly externals: readonly ExternalVoice[];
  /** stretch(p) of the inputs at the node asked for last, and which voice each belongs to. [N] */
  readonly inputs: Float64Array;
  readonly voiceOf: Uint8Array;
  readonly mixer: Mixer;
  private readonly store: ContextStore;
  private readonly stateMap: AdaptiveMap;
  private readonly runMap: AdaptiveMap;
  private readonly matchMap: AdaptiveMap;
  private readonly chain = new Chain(CHAIN.length);
  private readonly corrections: readonly [Correction, Correction, Correction];
  private readonly slot = new Int32Array(CONTEXTS);
  private readonly state = new Int32Array(CONTEXTS);
  private readonly runIndex = new Int32Array(CONTEXTS);
  private readonly matchIndex = new Int32Array(MATCHES);
  /** The contexts that are known where the text stands: how many, and which. */
  private active = 0;
  private readonly activeContexts = new Int32Array(CONTEXTS);
  private readonly expected = new Int32Array(CONTEXTS);
  private readonly matchExpected = new Int32Array(MATCHES);
  /** The longest order whose context is known, twice; one more where one symbol alone has followed it. */
  private known = 0;
  private readonly networkSpeaks: boolean;
  /** Whether the contexts have been looked up. */
  private begun = false;

  constructor(
    private readonly code: SymbolCode,
    private readonly spelling: Spelling,
    sizes: PredictorSizes,
    externals: number,
    private readonly silent: readonly VoiceName[] = [],
  ) {
    this.networkSpeaks = !silent.includes('network');
    this.text = new TextContexts(spelling, sizes.history);
    this.store = new ContextStore(code, CONTEXTS, sizes.counts);
    this.matches = MINIMA.map(minimum => new Matches(minimum, sizes.matches));
    this.externals = Array.from({ length: externals }, () => new ExternalVoice(code));
    this.stateMap = new AdaptiveMap(CONTEXTS * HISTORY_STATES, 1023, i => {
      const s = i % HISTORY_STATES;
      return (histories.ones[s]! + 0.4) / (histories.length[s]! + 0.8);
    });
    this.runMap = new AdaptiveMap(CONTEXTS * 2 * RUNS, 1023, i => runOdds(((i / DEPTHS) | 0) % (RUN_LIMIT + 1)));
    this.matchMap = new AdaptiveMap(MATCHES * (LONGEST_MATCH + 1) * DEPTHS, 1023, i =>
      runOdds(((i / DEPTHS) | 0) % (LONGEST_MATCH + 1)),
    );
    const voices: VoiceName[] = contextVoices.flatMap(voice => Array<VoiceName>(PER_CONTEXT).fill(voice));
    const weights = contextVoices.flatMap(() => [0.15, 0]);
    for (let m = 0; m < MATCHES; m++) voices.push('match');
    for (let m = 0; m < MATCHES; m++) weights.push(0.2);
    voices.push(...CHAIN.map(i => contextVoices[i]!));
    weights.push(...CHAIN.map(() => 0.1));
    voices.push('orders');
    weights.push(0);
    for (let v = 0; v < externals; v++) voices.push('network');
    for (let v = 0; v < externals; v++) weights.push(0.3);
    // The mixer takes inputs by fours; those added stay zero.
    while (voices.length % 4 !== 0) {
      voices.push('orders');
      weights.push(0);
    }
    this.inputs = new Float64Array(voices.length);
    this.voiceOf = Uint8Array.from(voices, voice => voiceNames.indexOf(voice));
    this.mixer = new Mixer(
      Float32Array.from(weights),
      [CHOICES, CHOICES, 2 * (HIGHEST_ORDER + 1) * DEPTHS, 64 * 16, 2 * CHOICES + 1],
      8 * DEPTHS,
    );
    this.corrections = [new Correction(CHOICES), new Correction(PAIRS), new Correction(PAIRS)];
    this.begin();
  }

  tables(): Table[] {
    const { store, stateMap, runMap, matchMap, chain, corrections, matches, mixer, text } = this;
    return [store, stateMap, runMap, matchMap, chain, ...corrections, ...matches, mixer]
      .flatMap<Table>(part => part.tables())
      .concat(text.followers);
  }

  /** To be called where the text stands elsewhere than before: the contexts of the next symbol are looked up when they are asked for. */
  begin(): void {
    this.begun = false;
  }

  private lookUp(): void {
    this.begun = true;
    const { store, text, code, expected, matchExpected } = this;
    store.find(text.hashes);
    this.known = 0;
    this.active = 0;
    for (let i = 0; i < CONTEXTS; i++) {
      if (store.kind[i] === NEW || this.silent.includes(contextVoices[i]!)) continue;
      this.activeContexts[this.active++] = i;
      expected[i] = code.position[store.symbol[i]!]!;
      if (i > 0 && i <= HIGHEST_ORDER) this.known = 2 * i + (store.kind[i] === SINGLE ? 1 : 0);
    }
    for (let m = 0; m < MATCHES; m++) {
      const { pointer } = this.matches[m]!.position;
      matchExpected[m] = pointer > 0 && !this.silent.includes('match') ? code.position[text.history[pointer]!]! : -1;
    }
  }

  /** The probability of bit 1 at a node; changes nothing that is learned. */
  predict(node: number): number {
    if (!this.begun) this.lookUp();
    const { inputs, mixer, corrections, code, text } = this;
    const depth = Math.min(code.depth[node]!, DEPTHS - 1);
    let j = this.hearContexts(node, depth);
    j = this.hearMatches(node, depth, j);
    j = this.hearChain(j);
    inputs[j++] = 0.3;
    for (const voice of this.externals) {
      inputs[j++] = voice.speaking && this.networkSpeaks ? stretch(voice.at(node)) : 0;
    }
    const last = text.back(1);
    const kind1 = last < 0 ? 0 : this.spelling.kind[last]!;
    const before = text.back(2);
    const kind2 = before < 0 ? 0 : this.spelling.kind[before]!;
    const place = last < 0 ? 0 : this.shared(code.position[last]!);
    mixer.choose(0, Math.min(node, CHOICES - 1));
    mixer.choose(1, place);
    mixer.choose(2, this.known * DEPTHS + depth);
    mixer.choose(3, (kind1 * 8 + kind2) * 16 + Math.min(text.position.wordLength, 15));
    mixer.choose(4, this.follower(node));
    const mixed = mixer.mix(inputs, kind1 * DEPTHS + depth);
    const one = corrections[0].refine(mixed, Math.min(node, CHOICES - 1));
    const two = corrections[1].refine(mixed, pairOf(text.hashes[1]!, node));
    const three = corrections[2].refine(mixed, pairOf(text.hashes[2]!, node));
    const p = (1 - CORRECTED) * squash(mixed) + (CORRECTED / 3) * (one + two + three);
    return p < LEAST_PROBABILITY ? LEAST_PROBABILITY : p > 1 - LEAST_PROBABILITY ? 1 - LEAST_PROBABILITY : p;
  }

  /** Sets the inputs of the contexts. Returns the index of the next input. */
  private hearContexts(node: number, depth: number): number {
    const { store, code, inputs, slot, state, runIndex, stateMap, runMap, expected, activeContexts } = this;
    const kinds = store.kind;
    const runs = store.run;
    const low = code.low[node]!;
    const middle = code.middle[node]!;
    const high = code.high[node]!;
    state.fill(0);
    inputs.fill(0, 0, CONTEXTS * PER_CONTEXT);
    for (let a = 0; a < this.active; a++) {
      const i = activeContexts[a]!;
      const j = i * PER_CONTEXT;
      slot[i] = -1;
      runIndex[i] = -1;
      const kind = kinds[i]!;
      const at = expected[i]!;
      if (at >= low && at < high) {
        const run = runs[i]!;
        const index = ((2 * i + kind - SINGLE) * (RUN_LIMIT + 1) + run) * DEPTHS + depth;
        const bit = at >= middle ? 1 : 0;
        runIndex[i] = index;
        const expects = (2 * bit - 1) * runMap.stretched(index);
        if (kind === SINGLE) {
          state[i] = histories.runs[2 * run + bit]!;
          inputs[j] = expects;
          continue;
        }
        inputs[j + 1] = expects;
      }
      if (kind === SINGLE) continue;
      const found = store.findSlot(i, node);
      if (found < 0) continue;
      slot[i] = found;
      state[i] = store.state(found);
      const index = i * HISTORY_STATES + state[i];
      inputs[j] = stateMap.stretched(index);
    }
    return CONTEXTS * PER_CONTEXT;
  }

  private hearMatches(node: number, depth: number, j: number): number {
    const { code, inputs, matches, matchExpected, matchIndex, matchMap } = this;
    for (let m = 0; m < MATCHES; m++, j++) {
      const at = matchExpected[m]!;
      matchIndex[m] = -1;
      inputs[j] = 0;
      if (at < code.low[node]! || at >= code.high[node]!) continue;
      const index = (m * (LONGEST_MATCH + 1) + matches[m]!.position.length) * DEPTHS + depth;
      const sign = at >= code.middle[node]! ? 1 : -1;
      matchIndex[m] = index;
      inputs[j] = sign * matchMap.stretched(index);
    }
    return j;
  }

  private hearChain(j: number): number {
    const { chain, inputs, state } = this;
    chain.begin(inputs[0]!);
    for (let k = 0; k < CHAIN.length; k++) inputs[j++] = chain.refine(k, state[CHAIN[k]!]!);
    return j;
  }

  /** What the longest order that is known expects: its last follower, while it is still possible. */
  private follower(node: number): number {
    const longest = this.known >> 1;
    if (longest < 3) return 0;
    const at = this.expected[longest]!;
    if (at < this.code.low[node]! || at >= this.code.high[node]!) return 0;
    return 1 + 2 * this.shared(at) + (this.known & 1);
  }

  /** A place in the order of the leaves as one of CHOICES: neighbours share where there are more. */
  private shared(position: number): number {
    return this.code.size <= CHOICES ? position : ((position * CHOICES) / this.code.size) | 0;
  }

  /** Learns the bit at the node that was predicted last. */
  learn(node: number, bit: number): void {
    const { store, slot, state, runIndex, stateMap, runMap, matchMap, matchIndex, expected, code, activeContexts } =
      this;
    const middle = code.middle[node]!;
    this.mixer.learn(this.inputs, bit);
    this.chain.learn(bit);
    for (const correction of this.corrections) correction.learn(bit);
    for (let a = 0; a < this.active; a++) {
      const i = activeContexts[a]!;
      if (runIndex[i]! >= 0) runMap.learn(runIndex[i]!, expected[i]! >= middle === (bit === 1) ? 1 : 0);
      if (slot[i]! >= 0) {
        stateMap.learn(i * HISTORY_STATES + state[i]!, bit);
        store.note(slot[i]!, bit);
      } else if (store.kind[i] === SEVERAL) store.addSlot(i, node, histories.runs[2 + bit]!);
    }
    for (let m = 0; m < MATCHES; m++) {
      if (matchIndex[m]! < 0) continue;
      matchMap.learn(matchIndex[m]!, this.matchExpected[m]! >= middle === (bit === 1) ? 1 : 0);
    }
  }

  /** Goes on to the next symbol. @param learn whether the symbol, whose bits have been learned, is remembered */
  push(symbol: number, learn: boolean): void {
    if (learn) this.store.finish(symbol);
    this.text.push(symbol, learn);
    for (const match of this.matches) match.push(this.text.history, this.text.position.length, learn);
    for (const voice of this.externals) voice.speaking = false;
    this.begin();
  }
}

/** How likely what followed n times in a row follows again, before anything is learned. */
function runOdds(n: number): number {
  return (n + 0.6) / (n + 0.8);
}

function pairOf(context: number, node: number): number {
  const h = Math.imul(context + Math.imul(node, 0x9e3779b1), 0x2545f491);
  return (h ^ (h >>> 15)) & (PAIRS - 1);
}
