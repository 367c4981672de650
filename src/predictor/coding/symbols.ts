/** Symbols of a predictor as bits of an arithmetic code; both sides learn each symbol alike. */
import { Predictor } from '../voices/predictor';
import { byteSymbols, byteTree } from './byteCode';
import type { RangeDecoder, RangeEncoder } from './rangeCoder';

/** @returns -log2 of the probability that the symbol had */
export function encodeSymbol(symbol: number, predictor: Predictor, encoder: RangeEncoder): number {
  let bits = 0;
  for (let node = 0; node >= 0;) {
    const odds = predictor.oddsAt(node);
    const bit = predictor.bitOf(symbol, node);
    bits -= Math.log2((bit === 1 ? odds : 65536 - odds) / 65536);
    encoder.encode(bit, odds);
    node = predictor.learnBit(node, bit);
  }
  return bits;
}

export function decodeSymbol(predictor: Predictor, decoder: RangeDecoder): number {
  let node = 0;
  while (node >= 0) node = predictor.learnBit(node, decoder.decode(predictor.oddsAt(node)));
  return ~node;
}

/** That has read nothing. @param length bytes that it will read */
export const bytePredictor = (length: number): Predictor =>
  Predictor.create({ symbols: byteSymbols, unit: 'character', textLength: length, tree: byteTree });
