/** The words of the status bar item. */
import { durationText, perplexityText } from './describe';
import type { RunHistory } from './runHistory';

/** "$(sync~spin) Perplexity 7.21 · 40%" */
export function statusText(run: RunHistory): string {
  const percent = `${Math.round(100 * run.progress)}%`;
  const { loss, status } = run;
  if (status.state === 'stopping') return '$(sync~spin) Unroll: saving';
  return loss === undefined ? '$(sync~spin) Unroll' : `$(sync~spin) Perplexity ${perplexityText(loss)} · ${percent}`;
}

export function statusTooltip(run: RunHistory): string {
  const { modelName, description } = run.identity;
  const lines = [`Training "${modelName}" (${description})`];
  if (run.status.state === 'starting') lines.push(run.status.phase);
  if (run.status.state === 'stopping') lines.push('Saving the model so far');
  if (run.tokensPerSecond !== undefined) lines.push(`${Math.round(run.tokensPerSecond)} tokens/s`);
  if (run.secondsLeft !== undefined) lines.push(`About ${durationText(run.secondsLeft)} left`);
  return [...lines, 'Click to open the training panel.'].join('\n');
}
