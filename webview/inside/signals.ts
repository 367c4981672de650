/** Names of the signals of units. */
import type { LayerPlace, Signal } from '../../src/protocol/inside';
import type { Message } from '../../src/protocol/message';
import { message } from '../../src/words/message';

/** The backward direction is named. */
function signalOf(signal: Signal, { reverse }: LayerPlace): Message {
  const plain = message(`page.inside.signal.${signal}`);
  return reverse ? message('page.inside.reverse', { signal: plain }) : plain;
}

/** The layer is named if there are several. @param layers their number */
export function signalMessage(signal: Signal, place: LayerPlace, layers: number): Message {
  const named = signalOf(signal, place);
  return layers > 1 ? message('page.inside.ofLayer', { signal: named, layer: place.layer + 1 }) : named;
}

/** Layers and units are shown from 1. */
export function unitMessage(signal: Signal, place: LayerPlace, unit: number, layers: number): Message {
  const named = { signal: signalOf(signal, place), unit: unit + 1 };
  return layers > 1
    ? message('page.inside.unitOfLayer', { ...named, layer: place.layer + 1 })
    : message('page.inside.unitOf', named);
}

/** The number of layers; the two directions of a layer count once. */
export const layersIn = (places: readonly LayerPlace[]): number => 1 + Math.max(0, ...places.map(({ layer }) => layer));
