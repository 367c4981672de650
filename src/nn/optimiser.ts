/** The optimiser's own tensors: what its rules keep of each parameter. */
import { tidy, variable, zeros, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { Moments, OptimiserState } from '../engine/contract';
import { variablesOf } from '../engine/moments';
import type { OptimiserOptions } from '../options/language';
import { momentNames } from '../protocol/moments';
import { assign, copyOf, type NamedArray, type Parameters } from './parameters';

export function createOptimiserState(kind: OptimiserOptions['kind'], parameters: Parameters): OptimiserState {
  const moments = parameters.list.map((weights, i) => {
    const zero = (): Variable => tidy(() => variable(zeros(weights.shape)));
    return momentsFor(ruleFor(kind, parameters.names[i]!, weights, parameters), zero);
  });
  return { step: 0, moments };
}

function momentsFor(rule: Moments['rule'], zero: () => Variable): Moments {
  if (rule === 'adam') return { rule, first: zero(), second: zero() };
  return rule === 'muon' ? { rule, momentum: zero() } : { rule };
}

/**
 * Muon is for the matrices between one layer of units and another; tables of tokens, the output layer and vectors are Adam's, as in
 * its authors' own runs. A first layer that reads tokens one-hot is a table of tokens.
 */
function ruleFor(
  kind: OptimiserOptions['kind'],
  name: string,
  { rank }: Tensor,
  parameters: Parameters,
): Moments['rule'] {
  if (kind !== 'muon') return kind;
  const [, stack, layer, side] = /^(.*)layers\.(\d+)\.(?:reverse\.)?(wx|wh)$/.exec(name) ?? [];
  if (side === undefined || rank !== 2) return 'adam';
  return side === 'wh' || layer !== '0' || parameters.has(`${stack}embedding`) ? 'muon' : 'adam';
}

/** As `momentNames` calls them. */
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
  entries.forEach(([, moment], index) => assign(moment, found[index]!));
  state.step = step;
}

export function disposeOptimiserState(state: OptimiserState): void {
  for (const moment of state.moments.flatMap(variablesOf)) moment.dispose();
}

const named = ({ moments }: OptimiserState, { names }: Parameters): [string, Variable][] =>
  moments.flatMap((kept, index) => {
    const called: readonly string[] = momentNames(names[index]!)[kept.rule];
    return variablesOf(kept).map((moment, place): [string, Variable] => [called[place]!, moment]);
  });
