import { customGrad, type Tensor } from '@tensorflow/tfjs-core';

/** What a forward pass hands on: its result, and what the gradient needs (kept only while a tape runs). */
export interface Forward<T extends Tensor, S extends Tensor[]> {
  value: T;
  saved: S;
}

/**
 * An operation with a gradient of its own. `backward` answers one new tensor an input, in their order (never dy
 * itself, the tape may dispose it); what needs no gradient (ids, masks) is not an input but goes into `saved`.
 */
export function differentiable<T extends Tensor, S extends Tensor[]>(
  inputs: Tensor[],
  forward: () => Forward<T, S>,
  backward: (dy: T, saved: S) => Tensor[],
): T {
  const operation = customGrad<T>((...args) => {
    const { value, saved } = forward();
    const save = args[args.length - 1];
    if (typeof save === 'function') save(saved);
    // The tape gives back clones of what was saved, in the same order.
    return { value, gradFunc: (dy, kept) => backward(dy, kept as S) };
  });
  return operation(...inputs);
}
