/** How what is shown of a unit is called. */
import type { Signal } from '../../src/protocol/inside';
import type { Message } from '../../src/protocol/message';
import { message } from '../../src/words/message';

/** Its layer is named where there are several. */
export function signalMessage(signal: Signal, layer: number, layers: number): Message {
  const named = message(`page.inside.signal.${signal}`);
  return layers > 1 ? message('page.inside.ofLayer', { signal: named, layer: layer + 1 }) : named;
}

/** People count from one. */
export function unitMessage(signal: Signal, layer: number, unit: number, layers: number): Message {
  const named = { signal: message(`page.inside.signal.${signal}`), unit: unit + 1 };
  return layers > 1
    ? message('page.inside.unitOfLayer', { ...named, layer: layer + 1 })
    : message('page.inside.unitOf', named);
}
