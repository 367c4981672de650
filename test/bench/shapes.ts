/** The shapes of the benchmark. */
import { gateCount } from '../../src/engine/contract';
import type { CellName } from '../../src/protocol/model';

export const [B, T] = [32, 35];

export interface Shape {
  cell: CellName;
  H: number;
  layers: number;
  V: number;
  /** 0: one-hot input */
  E: number;
}

export const shapes: Readonly<Record<string, Shape>> = {
  'rnn-256': { cell: 'rnn', H: 256, layers: 1, V: 28, E: 0 },
  'gru-256': { cell: 'gru', H: 256, layers: 1, V: 28, E: 0 },
  'lstm-256': { cell: 'lstm', H: 256, layers: 1, V: 28, E: 0 },
  'lstm-512': { cell: 'lstm', H: 512, layers: 1, V: 28, E: 0 },
  'lstm-256x2': { cell: 'lstm', H: 256, layers: 2, V: 28, E: 0 },
  'lstm-256-words': { cell: 'lstm', H: 256, layers: 1, V: 4580, E: 0 },
  'lstm-256-words-embedded': { cell: 'lstm', H: 256, layers: 1, V: 4580, E: 256 },
};

/** Multiply-adds counted twice; of the embedding and the one-hot input nothing is multiplied. */
export function operationsPerToken({ cell, H, layers, V, E }: Shape): number {
  const G = gateCount[cell];
  const inputs = E + (layers - 1) * H;
  return 3 * 2 * (layers * H * G * H + inputs * G * H + H * V);
}

export function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
