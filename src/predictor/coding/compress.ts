/**
 * Lossless compression by prediction: the better the predictor, the smaller the file. It begins with nothing read, and learns from every
 * byte on both sides alike.
 */
import { runAtOnce, type Pausable } from '../../text/pausable';
import { crc32 } from './checksum';
import { CompressionError, LONGEST, readHeader, writeFile } from './container';
import { RangeDecoder, RangeEncoder } from './rangeCoder';
import { bytePredictor, decodeSymbol, encodeSymbol } from './symbols';

export interface Compressed {
  readonly bytes: Uint8Array;
  /** What the predictor says the code should take: -log2 of the probability it gave the original. */
  readonly bits: number;
}

/** Told how many bytes of how many of the original are done, every so often. */
export type Progress = (done: number, all: number) => void;

/** Bytes after which the work can pause: some ten milliseconds. */
const ROUND = 1024;

/** @throws CompressionError 'too-long' */
export const compress = (original: Uint8Array): Compressed => runAtOnce(compressing(original));

/** As `compress`, with pauses. */
export function* compressing(original: Uint8Array, progress?: Progress): Pausable<Compressed> {
  assertNotTooLong(original);
  const predictor = bytePredictor(original.length);
  const encoder = new RangeEncoder((original.length >> 2) + 64);
  let bits = 0;
  for (let t = 0; t < original.length; t++) {
    bits += encodeSymbol(original[t]!, predictor, encoder);
    if (t % ROUND === ROUND - 1) {
      progress?.(t + 1, original.length);
      yield;
    }
  }
  const header = { length: original.length, checksum: crc32(original), model: undefined };
  return { bytes: writeFile(header, encoder.finish()), bits };
}

/** @throws CompressionError 'too-long' */
export function assertNotTooLong({ length }: Uint8Array): void {
  if (length > LONGEST) throw new CompressionError('too-long');
}

/** @throws CompressionError with the reason where the bytes are not what `compress` made */
export const decompress = (compressed: Uint8Array): Uint8Array => runAtOnce(decompressing(compressed));

/** As `decompress`, with pauses. */
export function* decompressing(compressed: Uint8Array, progress?: Progress): Pausable<Uint8Array> {
  const { length, checksum, model, end } = readHeader(compressed);
  if (model) throw new CompressionError('model-needed', model.name);
  const predictor = bytePredictor(length);
  const decoder = new RangeDecoder(compressed, end);
  const original = new Uint8Array(length);
  for (let t = 0; t < length; t++) {
    original[t] = decodeSymbol(predictor, decoder);
    assertComplete(decoder);
    if (t % ROUND === ROUND - 1) {
      progress?.(t + 1, length);
      yield;
    }
  }
  assertSame(original, checksum);
  return original;
}

/** @throws CompressionError 'cut-short'; four bytes are read ahead of what has been decoded */
export function assertComplete({ missing }: RangeDecoder): void {
  if (missing > 4) throw new CompressionError('cut-short');
}

/** @throws CompressionError 'damaged' */
export function assertSame(original: Uint8Array, checksum: number): void {
  if (crc32(original) === checksum) return;
  throw new CompressionError('damaged');
}
