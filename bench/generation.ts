/** The time in which an engine's kernels generate text, one token at a time. */
import type { StepperPrecision, StepperWeights } from '../src/engine/contract';
import { createStepper } from '../src/engine/stepper';
import { median, timed } from './statistics';

const V = 28;

/** Milliseconds for 64 characters of a one-layer LSTM, V=28, one-hot. */
export async function generationMs(H: number, precision: StepperPrecision): Promise<number> {
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, () => Math.random() / 10);
  const weights: StepperWeights = {
    cell: 'lstm',
    hiddenSize: H,
    vocabularySize: V,
    embeddingSize: 0,
    layers: [{ wx: numbers(V * 4 * H), wh: numbers(H * 4 * H), b: numbers(4 * H) }],
    outputWeight: numbers(H * V),
    outputBias: numbers(V),
  };
  const stepper = createStepper(weights, precision);
  const times = await timed(() => {
    for (let i = 0; i < 64; i++) stepper.step(i % V);
  }, 300);
  stepper.dispose();
  return median(times);
}
