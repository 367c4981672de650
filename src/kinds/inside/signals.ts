/** What can be seen of a layer, as a page is sent it. */
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { RecurrentTrace } from '../../engine/composition/trace';
import { cellOf, type CellName } from '../../protocol/cells';
import type { Signal, SignalValues } from '../../protocol/inside';

/** What `sequencesOf` a layer are. */
export function signalsOf(cell: CellName): Signal[] {
  const { cellState, gateNames } = cellOf(cell);
  return ['h', ...(cellState ? (['c'] as const) : []), ...gateNames];
}

/** [T, B, H] each. */
export const sequencesOf = ({ h, c, gates }: RecurrentTrace): Tensor3D[] => [h, ...(c ? [c] : []), ...gates];

/** What a page is sent at most: [tokens, units] of each signal and layer. */
const mostBytes = 6_000_000;
const mostTokens = 600;

/** Tokens of a passage that are shown. @param sequences of all layers and directions */
export const mostTokensOf = (sequences: number, hiddenSize: number): number =>
  Math.max(1, Math.min(mostTokens, Math.floor(mostBytes / (sequences * hiddenSize))));

/** States lie around zero, gates between 0 and 1. @param values [tokens, units] */
export function asBytes(signal: Signal, values: Float32Array): SignalValues {
  const isState = signal === 'h' || signal === 'c';
  const high = isState ? values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6) : 1;
  const low = isState ? -high : 0;
  const bytes = Uint8Array.from(values, value => Math.round((255 * (value - low)) / (high - low)));
  return { signal, low, high, bytes: Buffer.from(bytes).toString('base64') };
}
