/** How what is shown of a unit is called. */
import type { LayerPlace, Signal } from '../../src/protocol/inside';
import type { Message } from '../../src/protocol/message';
import { message } from '../../src/words/message';

/** Its layer is named where there are several, its direction where it reads backwards. @param layers that there are */
export function signalMessage(signal: Signal, { layer, reverse }: LayerPlace, layers: number): Message {
  const plain = message(`page.inside.signal.${signal}`);
  const named = reverse ? message('page.inside.reverse', { signal: plain }) : plain;
  return layers > 1 ? message('page.inside.ofLayer', { signal: named, layer: layer + 1 }) : named;
}

/** People count from one. */
export function unitMessage(signal: Signal, { layer }: LayerPlace, unit: number, layers: number): Message {
  const named = { signal: message(`page.inside.signal.${signal}`), unit: unit + 1 };
  return layers > 1
    ? message('page.inside.unitOfLayer', { ...named, layer: layer + 1 })
    : message('page.inside.unitOf', named);
}

/** How many layers there are, their directions counted once. */
export const layersIn = (places: readonly LayerPlace[]): number => 1 + Math.max(0, ...places.map(({ layer }) => layer));
