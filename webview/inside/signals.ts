/** How what is shown of a unit is called. */
import type { LayerPlace, Signal } from '../../src/protocol/inside';
import type { Message } from '../../src/protocol/message';
import { message } from '../../src/words/message';

/** Its direction is named where it reads backwards. */
function signalOf(signal: Signal, { reverse }: LayerPlace): Message {
  const plain = message(`page.inside.signal.${signal}`);
  return reverse ? message('page.inside.reverse', { signal: plain }) : plain;
}

/** Its layer is named where there are several. @param layers that there are */
export function signalMessage(signal: Signal, place: LayerPlace, layers: number): Message {
  const named = signalOf(signal, place);
  return layers > 1 ? message('page.inside.ofLayer', { signal: named, layer: place.layer + 1 }) : named;
}

/** People count from one. */
export function unitMessage(signal: Signal, place: LayerPlace, unit: number, layers: number): Message {
  const named = { signal: signalOf(signal, place), unit: unit + 1 };
  return layers > 1
    ? message('page.inside.unitOfLayer', { ...named, layer: place.layer + 1 })
    : message('page.inside.unitOf', named);
}

/** How many layers there are, their directions counted once. */
export const layersIn = (places: readonly LayerPlace[]): number => 1 + Math.max(0, ...places.map(({ layer }) => layer));
