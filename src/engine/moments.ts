import type { Variable } from '@tensorflow/tfjs-core';
import type { Moments } from './contract';

/** What is kept of a parameter: first that in which gradients gather, then that in which their squares do. */
export function variablesOf(moments: Moments): Variable[] {
  if (moments.rule === 'adam') return [moments.first, moments.second];
  return moments.rule === 'muon' ? [moments.momentum] : [];
}
