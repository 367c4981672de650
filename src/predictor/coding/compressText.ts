/**
 * Compression of a text with a model that has read others like it: its tokens are predicted by its voices and its network, which learn on
 * both sides alike. A token that the model does not know is its symbol 0, then its UTF-8 bytes and a byte that is in no UTF-8.
 */
import type { Pausable } from '../../text/pausable';
import { softmax } from '../learningLoss';
import type { ReadingNetwork } from '../network';
import type { Reading } from '../reading';
import type { Predictor } from '../voices/predictor';
import { crc32 } from './checksum';
import { assertComplete, assertNotTooLong, assertSame, type Compressed, type Progress } from './compress';
import { CompressionError, readHeader, writeFile, type Identity } from './container';
import { RangeDecoder, RangeEncoder } from './rangeCoder';
import { bytePredictor, decodeSymbol, encodeSymbol } from './symbols';

/** A model that nobody has read with since it was opened. */
export interface CodingModel extends Identity, Pick<Reading, 'vocabulary' | 'tokeniser'> {
  voices: Predictor;
  network: ReadingNetwork;
}

const UNKNOWN = 0;
const END_OF_TOKEN = 0xff;
/** Unknown tokens are few: their bytes are learned by small tables. */
const BYTES_OF_UNKNOWN = 4096;
/** Tokens after which the work can pause: some ten milliseconds. */
const ROUND = 128;

/** @throws CompressionError 'too-long'; 'not-text', 'not-kept' for what the model's tokens cannot say */
export function* compressingText(original: Uint8Array, model: CodingModel, progress?: Progress): Pausable<Compressed> {
  assertNotTooLong(original);
  const tokens = yield* tokensOf(original, model);
  const prediction = new Prediction(model);
  const unknown = bytePredictor(BYTES_OF_UNKNOWN);
  const encoder = new RangeEncoder((original.length >> 2) + 64);
  let bits = 0;
  for (const [t, token] of tokens.entries()) {
    const symbol = model.vocabulary.index(token);
    bits += encodeSymbol(symbol, prediction.voices, encoder);
    if (symbol === UNKNOWN)
      for (const byte of [...new TextEncoder().encode(token), END_OF_TOKEN])
        bits += encodeSymbol(byte, unknown, encoder);
    prediction.read(symbol);
    if (t % ROUND === ROUND - 1) {
      progress?.(Math.round((original.length * t) / tokens.length), original.length);
      yield;
    }
  }
  const { name, fingerprint } = model;
  const header = { length: original.length, checksum: crc32(original), model: { name, fingerprint } };
  return { bytes: writeFile(header, encoder.finish()), bits };
}

/** @throws CompressionError with the reason where the bytes are not what `compressingText` made with this model */
export function* decompressingText(
  compressed: Uint8Array,
  model: CodingModel,
  progress?: Progress,
): Pausable<Uint8Array> {
  const { length, checksum, model: wanted, end } = readHeader(compressed);
  if (!wanted) throw new CompressionError('no-model-needed');
  if (Buffer.compare(wanted.fingerprint, model.fingerprint) !== 0)
    throw new CompressionError('other-model', wanted.name);
  const prediction = new Prediction(model);
  const unknown = bytePredictor(BYTES_OF_UNKNOWN);
  const decoder = new RangeDecoder(compressed, end);
  const original = new Uint8Array(length);
  const { separator } = model.tokeniser;
  for (let at = 0, t = 0; at < length; t++) {
    const symbol = decodeSymbol(prediction.voices, decoder);
    const token = symbol === UNKNOWN ? decodeUnknown(unknown, decoder) : Buffer.from(model.vocabulary.token(symbol));
    const piece = t === 0 || separator === '' ? token : Buffer.concat([Buffer.from(separator), token]);
    assertComplete(decoder);
    if (at + piece.length > length || piece.length === 0) throw new CompressionError('damaged');
    original.set(piece, at);
    at += piece.length;
    prediction.read(symbol);
    if (t % ROUND === ROUND - 1) {
      progress?.(at, length);
      yield;
    }
  }
  assertSame(original, checksum);
  return original;
}

function decodeUnknown(unknown: Predictor, decoder: RangeDecoder): Buffer {
  const bytes: number[] = [];
  for (let byte = decodeSymbol(unknown, decoder); byte !== END_OF_TOKEN; byte = decodeSymbol(unknown, decoder)) {
    bytes.push(byte);
    assertComplete(decoder);
  }
  return Buffer.from(bytes);
}

/** What the voices and the network of a model expect, from the beginning of a line on. */
class Prediction {
  readonly voices: Predictor;
  private readonly network: ReadingNetwork;
  private readonly probabilities: Float32Array;

  constructor({ voices, network, vocabulary }: CodingModel) {
    const lineEnd = vocabulary.index('\n');
    this.voices = voices;
    this.network = network;
    this.probabilities = new Float32Array(vocabulary.size);
    voices.advance(lineEnd);
    network.reset();
    this.hear(network.step(lineEnd));
  }

  /** The symbol that was coded, which the voices have learned. */
  read(symbol: number): void {
    this.hear(this.network.learn?.(symbol) ?? this.network.step(symbol));
  }

  private hear(logits: Float32Array): void {
    this.voices.hear(0, softmax(logits, this.probabilities));
  }
}

function* tokensOf(original: Uint8Array, { tokeniser }: CodingModel): Pausable<string[]> {
  const text = decoded(original);
  const tokens: string[] = [];
  yield* tokeniser.read(text, token => tokens.push(token));
  if (tokens.join(tokeniser.separator) === text) return tokens;
  throw new CompressionError('not-kept');
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CompressionError('not-text');
  }
}
