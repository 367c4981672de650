import { getBackend, getKernelsForBackend } from '@tensorflow/tfjs-core';
import type { Stepper, StepperWeights } from './contract';
import { recurrentKernel } from './kernels';
import { PlainStepper } from './plainStepper';
import { createWasmStepper } from './wasm/stepper';

/** The fastest stepper that the engine in use has. The weights are read once: make a new one when they change. */
export function createStepper(weights: StepperWeights): Stepper {
  const fused = getKernelsForBackend('wasm').some(({ kernelName }) => kernelName === recurrentKernel);
  return getBackend() === 'wasm' && fused ? createWasmStepper(weights) : new PlainStepper(weights);
}
