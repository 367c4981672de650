import { add, mul, sigmoid, tanh, type Tensor2D } from '@tensorflow/tfjs-core';
import { gates, plusHidden, type Cell } from './cell';

/** Hochreiter & Schmidhuber 1997 with forget gate: c' = f c + i g, h' = o tanh(c'). */
export const lstm: Cell =
  wh =>
  (input, { h, c }) => {
    if (!c) throw new Error('An LSTM needs a cell state.');
    const [i, f, g, o] = gates(plusHidden(input, h, wh), 4);
    const next = add<Tensor2D>(mul(sigmoid(f!), c), mul(sigmoid(i!), tanh(g!)));
    return { h: mul(sigmoid(o!), tanh(next)), c: next };
  };
