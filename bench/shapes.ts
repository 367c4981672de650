/** The shapes of the benchmark. */
import { cellOf } from '../src/protocol/cells';
import { cellNames, type CellName } from '../src/protocol/model';

export const [B, T] = [32, 35];

export interface Shape {
  cell: CellName;
  H: number;
  layers: number;
  V: number;
  /** 0: one-hot input */
  E: number;
}

export const shapes: Readonly<Record<string, Shape>> = {
  'rnn-256': { cell: 'rnn', H: 256, layers: 1, V: 28, E: 0 },
  'gru-256': { cell: 'gru', H: 256, layers: 1, V: 28, E: 0 },
  'lstm-256': { cell: 'lstm', H: 256, layers: 1, V: 28, E: 0 },
  'lstm-512': { cell: 'lstm', H: 512, layers: 1, V: 28, E: 0 },
  'lstm-256x2': { cell: 'lstm', H: 256, layers: 2, V: 28, E: 0 },
  'lstm-256-words': { cell: 'lstm', H: 256, layers: 1, V: 4580, E: 0 },
  'lstm-256-words-embedded': { cell: 'lstm', H: 256, layers: 1, V: 4580, E: 256 },
};

/** The problem that every program gets as JSON on its command line. */
export interface Problem extends Shape {
  B: number;
  T: number;
  /** The length of a measuring round. */
  seconds: number;
}

/** @throws Error for an unknown shape */
export function shapeOf(name: string): Shape {
  const shape = shapes[name];
  if (!shape) throw new Error(`There is no shape ${name}. There are ${Object.keys(shapes).join(', ')}.`);
  return shape;
}

export const problemOf = (shape: Shape, seconds: number): Problem => ({ ...shape, B, T, seconds });

export function readProblem(json: string): Problem {
  const value: unknown = JSON.parse(json);
  if (!isProblem(value)) throw new Error(`This is no problem to train: ${json}`);
  return value;
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null || !('cell' in value)) return false;
  const sizes: Partial<Record<string, unknown>> = { ...value };
  const known = cellNames.some(name => name === value.cell);
  return known && ['H', 'layers', 'V', 'E', 'B', 'T', 'seconds'].every(name => typeof sizes[name] === 'number');
}

/** A multiply-add counts as two operations; embedding and one-hot input need no multiplication. */
export function operationsPerToken({ cell, H, layers, V, E }: Shape): number {
  const G = cellOf(cell).gates;
  const inputs = E + (layers - 1) * H;
  return 3 * 2 * (layers * H * G * H + inputs * G * H + H * V);
}
