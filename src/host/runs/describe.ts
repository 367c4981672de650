/** Runs and their results in a few plain words. */
import { perplexity, type TrainingResult } from '../../protocol/metrics';

/** Three digits or so of exp(loss). */
export function perplexityText(loss: number): string {
  const value = perplexity(loss);
  if (!Number.isFinite(value)) return 'not a number';
  if (value >= 1000) return '> 1000';
  return value.toFixed(value < 10 ? 2 : 1);
}

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** One sentence for the message at the end of a run. */
export function describeResult(name: string, result: TrainingResult): string {
  const loss = result.validationLoss ?? result.trainLoss;
  const which = result.validationLoss === undefined ? 'perplexity' : 'held-out perplexity';
  const ending = result.reason === 'stopped' ? 'was stopped and saved' : 'is trained';
  const after = result.seconds < 1 ? '' : ` after ${durationText(result.seconds)}`;
  return `"${name}" ${ending}: ${which} ${perplexityText(loss)}${after}.`;
}
