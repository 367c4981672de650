import { relu, tanh } from '@tensorflow/tfjs-core';
import { plusHidden, type Cell } from './cell';

/** Elman: h' = tanh(x wx + h wh + b) */
export const rnn: Cell =
  (wh, multiply) =>
  (input, { h }) => ({ h: tanh(plusHidden(input, h, wh, multiply)) });

/** h' = max(0, x wx + h wh + b) */
export const rnnRelu: Cell =
  (wh, multiply) =>
  (input, { h }) => ({ h: relu(plusHidden(input, h, wh, multiply)) });
