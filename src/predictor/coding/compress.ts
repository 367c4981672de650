/**
 * Lossless compression by prediction: the better the predictor, the smaller the file. It begins with nothing read, and learns from every
 * byte on both sides alike.
 *
 * A file: magic "UNRZ"; format; three bytes 0; length of the original, 8 bytes; CRC-32 of the original, 4 bytes (little-endian); code.
 */
import { runAtOnce, type Pausable } from '../../text/pausable';
import { Predictor } from '../voices/predictor';
import { byteSymbols, byteTree } from './byteCode';
import { crc32 } from './checksum';
import { RangeDecoder, RangeEncoder } from './rangeCoder';

const MAGIC = 0x5a524e55;
/** Changes whenever a predictor would predict anything else than before: both sides must predict the same bits. */
export const COMPRESSION_FORMAT = 1;
export const HEADER_BYTES = 20;
/** The longest original: what a predictor's history may hold. */
const LONGEST = 2 ** 31 - 1;

export type CompressionFault = 'not-compressed' | 'other-format' | 'cut-short' | 'damaged' | 'too-long';

export class CompressionError extends Error {
  constructor(
    readonly fault: CompressionFault,
    message: string,
  ) {
    super(message);
    this.name = 'CompressionError';
  }
}

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
  if (original.length > LONGEST)
    throw new CompressionError('too-long', `${original.length} bytes are too many to compress.`);
  const predictor = bytePredictor(original.length);
  const encoder = new RangeEncoder((original.length >> 2) + 64);
  let bits = 0;
  for (let t = 0; t < original.length; t++) {
    const byte = original[t]!;
    for (let node = 0; node >= 0;) {
      const odds = predictor.oddsAt(node);
      const bit = predictor.bitOf(byte, node);
      bits -= Math.log2((bit === 1 ? odds : 65536 - odds) / 65536);
      encoder.encode(bit, odds);
      node = predictor.learnBit(node, bit);
    }
    if (t % ROUND === ROUND - 1) {
      progress?.(t + 1, original.length);
      yield;
    }
  }
  const code = encoder.finish();
  const bytes = new Uint8Array(HEADER_BYTES + code.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, COMPRESSION_FORMAT);
  view.setBigUint64(8, BigInt(original.length), true);
  view.setUint32(16, crc32(original), true);
  bytes.set(code, HEADER_BYTES);
  return { bytes, bits };
}

/** @throws CompressionError with the reason where the bytes are not what `compress` made */
export const decompress = (compressed: Uint8Array): Uint8Array => runAtOnce(decompressing(compressed));

/** As `decompress`, with pauses. */
export function* decompressing(compressed: Uint8Array, progress?: Progress): Pausable<Uint8Array> {
  const { length, checksum } = readHeader(compressed);
  const predictor = bytePredictor(length);
  const decoder = new RangeDecoder(compressed, HEADER_BYTES);
  const original = new Uint8Array(length);
  for (let t = 0; t < length; t++) {
    let node = 0;
    while (node >= 0) node = predictor.learnBit(node, decoder.decode(predictor.oddsAt(node)));
    original[t] = ~node;
    // Four bytes are read ahead of what has been decoded.
    if (decoder.missing > 4) throw new CompressionError('cut-short', 'The compressed file is cut short.');
    if (t % ROUND === ROUND - 1) {
      progress?.(t + 1, length);
      yield;
    }
  }
  if (crc32(original) !== checksum)
    throw new CompressionError(
      'damaged',
      'The compressed file is damaged: the checksum of what it holds does not fit.',
    );
  return original;
}

function readHeader(compressed: Uint8Array): { length: number; checksum: number } {
  const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
  if (compressed.length < 4 || view.getUint32(0, true) !== MAGIC)
    throw new CompressionError('not-compressed', 'This is not a file that Unroll has compressed.');
  if (compressed.length < HEADER_BYTES) throw new CompressionError('cut-short', 'The compressed file is cut short.');
  const format = view.getUint8(4);
  if (format !== COMPRESSION_FORMAT)
    throw new CompressionError(
      'other-format',
      `The file was compressed in format ${format}; this version reads ${COMPRESSION_FORMAT}.`,
    );
  const length = Number(view.getBigUint64(8, true));
  if (length > LONGEST) throw new CompressionError('damaged', 'The header of the compressed file is damaged.');
  return { length, checksum: view.getUint32(16, true) };
}

function bytePredictor(length: number): Predictor {
  return Predictor.create({ symbols: byteSymbols, unit: 'character', textLength: length, tree: byteTree });
}
