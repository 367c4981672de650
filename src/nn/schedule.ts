import type { OptimiserOptions } from '../options/language';

/**
 * Learning rate of update `step` (0 for the first) of `totalSteps`. 'cosine' rises linearly over the warm-up share, then
 * falls along half a cosine to a tenth (the schedule of nanoGPT's character configuration).
 */
export function learningRateAt(step: number, totalSteps: number, options: OptimiserOptions): number {
  const peak = options.learningRate;
  if (options.schedule === 'constant') return peak;
  const warmUpSteps = Math.floor(options.warmUp * totalSteps);
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  const progress = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
  return peak * (0.1 + 0.45 * (1 + Math.cos(Math.PI * progress)));
}
