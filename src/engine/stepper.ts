import type { Stepper, StepperWeights } from './contract';
import { PlainStepper } from './plainStepper';

/** The fastest stepper that the engine in use has. */
export const createStepper = (weights: StepperWeights): Stepper => new PlainStepper(weights);
