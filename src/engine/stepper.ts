import type { Stepper, StepperPrecision, StepperWeights } from './contract';
import { engineInUse } from './engines';
import { CompositionStepper } from './composition/stepper';

/**
 * The fastest stepper that the engine in use has. The weights are read once: make a new one when they change.
 * @param precision that is good enough; an engine without it keeps float32
 */
export const createStepper = (weights: StepperWeights, precision: StepperPrecision = 'float32'): Stepper =>
  engineInUse()?.createStepper?.(weights, precision) ?? new CompositionStepper(weights);
