import { add, mul, sigmoid, slice, split, sub, tanh, type Tensor2D } from '@tensorflow/tfjs-core';
import { gates, type Cell } from './cell';

/** Cho et al. 2014: h' = z h + (1 - z) n, with the reset gate before the product: n = tanh(x wxn + (r h) whn + bn). */
export const gru: Cell = (wh, multiply) => {
  if (!wh) throw new Error('This cell needs hidden-to-hidden weights.');
  const [size] = wh.shape;
  const whGates = slice(wh, [0, 0], [size, 2 * size]);
  const whCandidate = slice(wh, [0, 2 * size], [size, size]);
  return (input, { h }) => {
    const [inputGates, inputCandidate] = split<Tensor2D>(input, [2 * size, size], 1);
    const [r, z] = gates(sigmoid(add<Tensor2D>(inputGates!, multiply(h, whGates))), 2);
    const n = tanh(add<Tensor2D>(inputCandidate!, multiply(mul<Tensor2D>(r!, h), whCandidate)));
    return { h: add(mul(z!, h), mul(sub(1, z!), n)), gates: [r!, z!] };
  };
};
