import { add, greaterEqual, mul, sigmoid, sub, where } from '@tensorflow/tfjs-core';
import { gates, type Cell } from './cell';

/** Feng et al. 2024: the gates see the input only. h' = (1 - z) h + z g(n), g(n) = n + 0.5 for n >= 0, else sigmoid(n). */
export const minGru: Cell =
  () =>
  (input, { h }) => {
    const [update, n] = gates(input, 2);
    const z = sigmoid(update!);
    const candidate = where(greaterEqual(n!, 0), add(n!, 0.5), sigmoid(n!));
    return { h: add(mul(sub(1, z), h), mul(z, candidate)), gates: [z] };
  };
