import { add, mul, sigmoid, tanh, type Tensor2D } from '@tensorflow/tfjs-core';
import { gates, plusHidden, type Cell } from './cell';

/** Hochreiter & Schmidhuber 1997 with forget gate: c' = f c + i g, h' = o tanh(c'). */
export const lstm: Cell =
  (wh, multiply) =>
  (x, { h, c }) => {
    if (!c) throw new Error('An LSTM needs a cell state.');
    const [i, f, g, o] = gates(plusHidden(x, h, wh, multiply), 4);
    const [input, forget, output] = [sigmoid(i!), sigmoid(f!), sigmoid(o!)];
    const next = add<Tensor2D>(mul(forget, c), mul(input, tanh(g!)));
    return { h: mul(output, tanh(next)), c: next, gates: [input, forget, output] };
  };
