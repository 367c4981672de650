/** The words of the status bar item. */
import { newestLoss, progressOf, secondsLeft, type Phase, type Run } from '../../protocol/run';
import { durationText, perplexityText } from './describe';

const phases: Readonly<Record<Phase, string>> = {
  process: 'Starting the background process',
  reading: 'Reading the text',
  tokenising: 'Building the vocabulary',
  measuring: 'Measuring the engines',
  training: 'Training',
  saving: 'Saving the model',
};

/** "$(sync~spin) Perplexity 7.21 · 40%" */
export function statusText(run: Run): string {
  if (run.status.state === 'stopping') return '$(sync~spin) Unroll: saving';
  const loss = newestLoss(run);
  const percent = `${Math.round(100 * progressOf(run))}%`;
  return loss === undefined ? '$(sync~spin) Unroll' : `$(sync~spin) Perplexity ${perplexityText(loss)} · ${percent}`;
}

export function statusTooltip(run: Run): string {
  const { name, description, status, metrics } = run;
  const lines = [`Training "${name}" (${description})`];
  if (status.state === 'starting') lines.push(phases[status.phase]);
  if (status.state === 'stopping') lines.push('Saving the model so far');
  const latest = metrics.at(-1);
  if (latest) lines.push(`${Math.round(latest.tokensPerSecond)} tokens/s`);
  const left = secondsLeft(run);
  if (left !== undefined) lines.push(`About ${durationText(left)} left`);
  return [...lines, 'Click to open the training panel.'].join('\n');
}
