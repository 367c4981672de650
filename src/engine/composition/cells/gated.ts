/** Steps between an Elman cell and an LSTM: how much of the old state is kept, and how much of the new one comes in. */
import { add, mul, sigmoid, sub, tanh } from '@tensorflow/tfjs-core';
import { gates, plusHidden, type Cell } from './cell';

/** h' = h + tanh(u) */
export const residual: Cell =
  (wh, multiply) =>
  (input, { h }) => ({ h: add(h, tanh(plusHidden(input, h, wh, multiply))) });

/** h' = f h + (1 - f) tanh(u) */
export const coupled: Cell =
  (wh, multiply) =>
  (input, { h }) => {
    const [f, u] = gates(plusHidden(input, h, wh, multiply), 2);
    const forget = sigmoid(f!);
    return { h: add(mul(forget, h), mul(sub(1, forget), tanh(u!))), gates: [forget] };
  };

/** h' = f h + i tanh(u) */
export const independent: Cell =
  (wh, multiply) =>
  (x, { h }) => {
    const [i, f, u] = gates(plusHidden(x, h, wh, multiply), 3);
    const [input, forget] = [sigmoid(i!), sigmoid(f!)];
    return { h: add(mul(forget, h), mul(input, tanh(u!))), gates: [input, forget] };
  };
