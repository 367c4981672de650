/** The optimiser's own tensors: Adam's moments, shaped like the parameters. */
import { tidy, variable, zeros, type Variable } from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../engine/contract';
import { assign, copyOf, type NamedArray, type Parameters } from './parameters';

export function createOptimiserState(kind: OptimiserState['kind'], parameters: Parameters): OptimiserState {
  const moments = (): Variable[] =>
    kind === 'adam' ? parameters.list.map(weights => tidy(() => variable(zeros(weights.shape)))) : [];
  return { kind, step: 0, first: moments(), second: moments() };
}

/** Moments under `adam.first.<parameter>` and `adam.second.<parameter>`. */
export const optimiserArrays = (state: OptimiserState, parameters: Parameters): NamedArray[] =>
  named(state, parameters).map(([name, moment]) => ({ name, ...copyOf(moment) }));

/** Takes up saved moments where they are there; without them the optimiser starts afresh. */
export function restoreOptimiser(
  state: OptimiserState,
  parameters: Parameters,
  arrays: readonly NamedArray[],
  step: number,
): void {
  const entries = named(state, parameters);
  const found = entries.map(([name]) => arrays.find(array => array.name === name));
  if (found.some(array => array === undefined)) return;
  entries.forEach(([, moment], index) => {
    assign(moment, found[index]!);
  });
  state.step = step;
}

export function disposeOptimiserState(state: OptimiserState): void {
  for (const moment of [...state.first, ...state.second]) moment.dispose();
}

function named(state: OptimiserState, { names }: Parameters): [string, Variable][] {
  const of = (order: 'first' | 'second'): [string, Variable][] =>
    state[order].map((moment, index) => [`adam.${order}.${names[index]!}`, moment]);
  return [...of('first'), ...of('second')];
}
