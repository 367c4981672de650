import type { OptimiserOptions } from '../options/language';

/**
 * Learning rate of update `step` (0 for the first) of `totalSteps`. 'cosine' rises linearly over the warm-up share, then
 * falls along half a cosine to a tenth (the schedule of nanoGPT's character configuration); 'linear' rises alike and falls in a
 * straight line to zero, so that the last steps settle what the large ones before them found.
 */
export function learningRateAt(step: number, totalSteps: number, options: OptimiserOptions): number {
  const peak = options.learningRate;
  if (options.schedule === 'constant') return peak;
  const warmUpSteps = Math.floor(options.warmUp * totalSteps);
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  const progress = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
  if (options.schedule === 'linear') return peak * Math.max(1 - progress, 0.5 / totalSteps);
  return peak * (0.1 + 0.45 * (1 + Math.cos(Math.PI * progress)));
}
