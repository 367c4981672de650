import type { Stepper, StepperWeights } from './contract';
import { engineInUse } from './engines';
import { CompositionStepper } from './composition/stepper';

/** The fastest stepper that the engine in use has. The weights are read once: make a new one when they change. */
export const createStepper = (weights: StepperWeights): Stepper =>
  engineInUse()?.createStepper?.(weights) ?? new CompositionStepper(weights);
