/** The recurrent cells, one scalar at a time in float64: slow, but simple enough to compare with the formulas by reading. */
import { cellOf } from '../../../src/protocol/cells';
import type { CellName } from '../../../src/protocol/model';

export type Matrix = number[][];

/** As RecurrentArguments, in nested arrays. */
export interface Layer {
  cell: CellName;
  /** [T][B][I] */
  x: Matrix[];
  wx: Matrix;
  wh?: Matrix;
  b: number[];
  h0: Matrix;
  c0?: Matrix;
  lengths?: number[];
  reverse?: boolean;
}

export interface Sequence {
  /** [T][B][H] */
  h: Matrix[];
  hLast: Matrix;
  cLast: Matrix | undefined;
}

interface State {
  h: number[];
  c: number[];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** v W, columns [from, to) */
const product = (v: number[], w: Matrix, from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, j) => v.reduce((sum, value, i) => sum + value * w[i]![from + j]!, 0));

const plus = (a: number[], b: number[]): number[] => a.map((value, j) => value + b[j]!);

function stepOf({ cell, wx, wh, b }: Layer, x: number[], { h, c }: State): State {
  const size = h.length;
  const input = plus(product(x, wx, 0, b.length), b);
  const hidden = wh ? product(h, wh, 0, b.length) : b.map(() => 0);
  /** Pre-activation of unit j in gate g. */
  const u = (g: number, j: number): number => input[g * size + j]! + hidden[g * size + j]!;
  const units = (next: (j: number, old: number) => number): number[] => h.map((old, j) => next(j, old));
  switch (cell) {
    case 'rnn':
      return { h: units(j => Math.tanh(u(0, j))), c };
    case 'rnn-relu':
      return { h: units(j => Math.max(0, u(0, j))), c };
    case 'residual':
      return { h: units((j, old) => old + Math.tanh(u(0, j))), c };
    case 'coupled':
      return { h: units((j, old) => sigmoid(u(0, j)) * old + (1 - sigmoid(u(0, j))) * Math.tanh(u(1, j))), c };
    case 'independent':
      return { h: units((j, old) => sigmoid(u(1, j)) * old + sigmoid(u(0, j)) * Math.tanh(u(2, j))), c };
    case 'min-gru': {
      const g = (n: number): number => (n >= 0 ? n + 0.5 : sigmoid(n));
      return { h: units((j, old) => (1 - sigmoid(u(0, j))) * old + sigmoid(u(0, j)) * g(u(1, j))), c };
    }
    case 'gru': {
      const reset = units((j, old) => sigmoid(u(0, j)) * old);
      const candidate = product(reset, wh ?? [], 2 * size, 3 * size);
      const n = (j: number): number => Math.tanh(input[2 * size + j]! + candidate[j]!);
      return { h: units((j, old) => sigmoid(u(1, j)) * old + (1 - sigmoid(u(1, j))) * n(j)), c };
    }
    case 'lstm': {
      const next = units(j => sigmoid(u(1, j)) * c[j]! + sigmoid(u(0, j)) * Math.tanh(u(2, j)));
      return { h: units(j => sigmoid(u(3, j)) * Math.tanh(next[j]!)), c: next };
    }
  }
}

export function recurrent(layer: Layer): Sequence {
  const { cell, x, h0, c0, lengths, reverse = false, b } = layer;
  if (b.length !== cellOf(cell).gates * h0[0]!.length) throw new Error('b does not fit the cell.');
  let states = h0.map((h, row): State => ({ h, c: c0?.[row] ?? [] }));
  const outputs: Matrix[] = [];
  for (let i = 0; i < x.length; i++) {
    const t = reverse ? x.length - 1 - i : i;
    states = states.map((state, row) => (lengths && t >= lengths[row]! ? state : stepOf(layer, x[t]![row]!, state)));
    outputs[t] = states.map(({ h }) => h);
  }
  return { h: outputs, hLast: states.map(({ h }) => h), cLast: c0 && states.map(({ c }) => c) };
}

/** A fixed weighting of the outputs, so that a layer has one number to differentiate. */
export function weighedSum(values: number[], seed: number): number {
  return values.reduce((sum, value, i) => sum + value * weight(i, seed), 0);
}

export const weight = (index: number, seed: number): number => Math.sin(1.3 * index + seed);

/** dL/dx at one place by central differences; `place` shifts x there. Exact to about 1e-9 in float64. */
export function slope(loss: (shift: number) => number, step = 1e-5): number {
  return (loss(step) - loss(-step)) / (2 * step);
}
