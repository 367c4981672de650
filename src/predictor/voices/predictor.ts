/**
 * The predictor of several voices: counts of several orders, words, gaps, lines, the longest match, and voices from outside,
 * mixed in the logistic domain. It learns from every symbol it observes, and can look ahead without learning.
 */
import { voiceNames, type VoiceName } from '../../protocol/voices';
import { BitPredictor } from './bitPredictor';
import { type Tree } from './codeTree';
import { mostSymbols, readHeader, type Header, type Identity, type Snapshot } from './header';
import { mostLikely, type Guess, type GuessLimits } from './mostLikely';
import { sizesFor } from './sizes';
import { spellingOf, type SymbolUnit } from './spelling';
import { codeOf, symbolCode, type SymbolCode } from './symbolCode';
import { readSaved, readSavedFile, writeSaved, type SavedBytes, type Table } from './saving';

export interface PredictorOptions {
  /** How each symbol is written, V >= 2 of them; bytes as the characters U+0000 to U+00FF. [V] */
  readonly symbols: readonly string[];
  readonly unit: SymbolUnit;
  /** Symbols that will be read, as far as known: sizes the tables, bounds nothing else. */
  readonly textLength: number;
  /** What may be known of the text beforehand: its symbols, for the shape of the code. Never what is to be predicted. */
  readonly example?: ArrayLike<number>;
  /** Voices from outside that will be heard. */
  readonly externals?: number;
  /** Voices left out, to measure what each is worth. */
  readonly silent?: readonly VoiceName[];
  /** The binary code, where it is fixed. */
  readonly tree?: Tree;
}

/** Decay of the weights that are reported: one part in 1000 a symbol. */
const FORGET = 0.001;

export class Predictor {
  private readonly bits: BitPredictor;
  private readonly shares = new Float64Array(voiceNames.length);

  private constructor(
    private readonly identity: Identity,
    private readonly code: SymbolCode,
  ) {
    const { symbols, unit, textLength, externals, silent } = identity;
    this.bits = new BitPredictor(code, spellingOf(symbols, unit), sizesFor(textLength), externals, silent);
  }

  /** @throws RangeError for fewer than two symbols or more than 65536 */
  static create(options: PredictorOptions): Predictor {
    const { symbols, unit, textLength, example, externals = 0, silent = [], tree } = options;
    if (symbols.length < 2 || symbols.length > mostSymbols)
      throw new RangeError(`${symbols.length} symbols: a predictor takes 2 to 65536.`);
    const code =
      tree !== undefined
        ? codeOf(tree, symbols.length)
        : symbolCode(spellingOf(symbols, unit), ...countsOf(example ?? [], symbols.length));
    return new Predictor({ symbols, unit, textLength, externals, silent, tree: code.tree }, code);
  }

  /** The predictor that `save` wrote: it predicts the same. @throws Error if these are not its bytes */
  static load(saved: ArrayBuffer): Predictor {
    const { header, into } = readSaved(saved);
    const { predictor, tables, complete } = Predictor.empty(readHeader(header), saved.byteLength);
    into(tables);
    complete();
    return predictor;
  }

  /** The same, from where it was saved. */
  static async read(saved: SavedBytes): Promise<Predictor> {
    const { header, into } = await readSavedFile(saved);
    const { predictor, tables, complete } = Predictor.empty(readHeader(header), saved.size);
    await into(tables);
    complete();
    return predictor;
  }

  /** A predictor whose tables are still to be filled, from so many bytes: no memory is taken for what they cannot hold. */
  private static empty(
    { identity, snapshot, shares, length }: Header,
    bytes: number,
  ): { predictor: Predictor; tables: Table[]; complete: () => void } {
    const { counts, matches } = sizesFor(identity.textLength);
    if (counts + 8 * matches + 2 * length > bytes) throw new Error('The bytes of the predictor are cut short.');
    const predictor = new Predictor(identity, codeOf(identity.tree, identity.symbols.length));
    const { bits } = predictor;
    bits.text.history = new Uint16Array(Math.max(length, 1024));
    predictor.shares.set(shares);
    const complete = (): void => predictor.restore(snapshot);
    return { predictor, tables: [...bits.tables(), bits.text.history.subarray(0, length)], complete };
  }

  /** @param silent voices that are left out of what is saved */
  save(silent = this.identity.silent): ArrayBuffer {
    const { bits } = this;
    const identity = { ...this.identity, silent };
    const { length } = bits.text.position;
    const header: Header = { identity, snapshot: this.snapshot(), shares: [...this.shares], length };
    return writeSaved(header, [...bits.tables(), bits.text.history.subarray(0, length)]);
  }

  /** Number of symbols V. */
  get size(): number {
    return this.code.size;
  }

  /** Number of symbols read. */
  get length(): number {
    return this.bits.text.position.length;
  }

  /** Symbols that were read, the newest last; a view that the next one makes stale. */
  get history(): Uint16Array {
    return this.bits.text.history.subarray(0, this.length);
  }

  /**
   * What a voice from outside expects of the next symbol; holds until that symbol is observed. A voice that has read the text before
   * should be silent: how far it is to be trusted is learned where it speaks.
   * @param probabilities not negative. [V]
   */
  hear(voice: number, probabilities: Float32Array): void {
    this.bits.externals[voice]!.hear(probabilities);
  }

  /**
   * Learns the next symbol. Returns ln of the probability it had, in nats: not to the last digit what `logProbability` says, as the
   * weights learn from each bit of a symbol before the next is predicted.
   */
  observe(symbol: number): number {
    let cost = 0;
    for (let node = 0; node >= 0;) {
      const p = this.bits.predict(node);
      if (node === 0) this.weigh();
      const bit = this.bitOf(symbol, node);
      cost += Math.log(bit === 1 ? p : 1 - p);
      node = this.learnBit(node, bit);
    }
    return cost;
  }

  /** Reads the next symbol without learning from it: the tables stay as they are. */
  advance(symbol: number): void {
    this.bits.push(symbol, false);
  }

  snapshot(): Snapshot {
    return { text: { ...this.bits.text.position }, matches: this.bits.matches.map(m => ({ ...m.position })) };
  }

  /** Goes back to where a snapshot was taken. What has been learned since stays learned. */
  restore({ text, matches }: Snapshot): void {
    this.bits.text.restore(text);
    this.bits.matches.forEach((match, m) => (match.position = { ...matches[m]! }));
    this.bits.begin();
  }

  /** ln of the probability of a symbol, in nats. */
  logProbability(symbol: number): number {
    let sum = 0;
    for (let node = 0; node >= 0;) {
      const p = this.bits.predict(node);
      const bit = this.bitOf(symbol, node);
      sum += Math.log(bit === 1 ? p : 1 - p);
      node = this.code.children[2 * node + bit]!;
    }
    return sum;
  }

  /** The probability of every symbol: V - 1 nodes are asked. Sums to one, nothing is zero. [V] */
  distribution(into = new Float32Array(this.size)): Float32Array {
    const { children } = this.code;
    const reach = new Float64Array(this.size - 1);
    reach[0] = 1;
    // Nodes are numbered level by level: a parent comes before its children.
    for (let node = 0; node < reach.length; node++) {
      const one = this.bits.predict(node);
      for (let bit = 0; bit < 2; bit++) {
        const p = reach[node]! * (bit === 1 ? one : 1 - one);
        const child = children[2 * node + bit]!;
        if (child >= 0) reach[child] = p;
        else into[~child] = Math.max(p, 1e-37);
      }
    }
    return into;
  }

  /** The likeliest symbols, likeliest first: asks only the nodes that lead to them. */
  mostLikely(limits: GuessLimits): Guess[] {
    return mostLikely(this.code, node => this.bits.predict(node), limits);
  }

  /**
   * One step of coding a symbol bit by bit, from node 0: the probability of bit 1 in 65536ths, 1 to 65535; the same on every
   * machine that has learned the same.
   */
  oddsAt(node: number): number {
    return Math.min(65535, Math.max(1, Math.round(this.bits.predict(node) * 65536)));
  }

  /** Bit of a symbol at a node of its path. */
  bitOf(symbol: number, node: number): number {
    return this.code.position[symbol]! >= this.code.middle[node]! ? 1 : 0;
  }

  /** Learns the bit at the node that was asked last. Returns the next node; `~symbol` when the symbol is complete, and observed. */
  learnBit(node: number, bit: number): number {
    this.bits.learn(node, bit);
    const next = this.code.children[2 * node + bit]!;
    if (next < 0) this.bits.push(~next, true);
    return next;
  }

  /** How much each voice has had to say lately: its share of sum_j |w_j x_j|, averaged over the last thousand symbols. Sums to one. */
  voiceWeights(): Record<VoiceName, number> {
    const total = this.shares.reduce((sum, share) => sum + share, 0) || 1;
    const entries = voiceNames.map((name, v) => [name, this.shares[v]! / total] as const);
    return Object.fromEntries(entries) as Record<VoiceName, number>;
  }

  private weigh(): void {
    const { inputs, voiceOf, mixer } = this.bits;
    const { shares } = this;
    for (let v = 0; v < shares.length; v++) shares[v] = shares[v]! * (1 - FORGET);
    for (let j = 0; j < inputs.length; j++)
      shares[voiceOf[j]!] = shares[voiceOf[j]!]! + FORGET * Math.abs(inputs[j]! * mixer.weightOf(j));
  }
}

/** How often each symbol occurs; and, where V is small, after which others. */
function countsOf(example: ArrayLike<number>, size: number): [Float64Array, Float64Array?] {
  const counts = new Float64Array(size);
  for (let t = 0; t < example.length; t++) counts[example[t]!] = counts[example[t]!]! + 1;
  if (size > 512 || example.length === 0) return [counts];
  const before = new Float64Array(size * size);
  for (let t = 1; t < example.length; t++) {
    const at = example[t]! * size + example[t - 1]!;
    before[at] = before[at]! + 1;
  }
  return [counts, before];
}
