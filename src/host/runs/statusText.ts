/** The texts of the status bar item. */
import type { Message } from '../../protocol/message';
import { predictsTokens } from '../../protocol/kind';
import { perplexity } from '../../protocol/metrics';
import { newestLoss, progressOf, secondsLeft, type Run } from '../../protocol/run';
import { message } from '../../words/message';

/** "Perplexity 7.21 · 40%" */
export function statusText(run: Run): Message {
  if (run.status.state === 'stopping') return message('status.saving');
  const loss = newestLoss(run);
  if (loss !== undefined && !predictsTokens(run.use)) return message('status.error', { loss, share: progressOf(run) });
  return loss === undefined
    ? message('status.starting')
    : message('status.perplexity', { perplexity: perplexity(loss), share: progressOf(run) });
}

/** The lines of the tooltip. */
export function statusTooltip(run: Run): Message[] {
  const { name, description, status, metrics } = run;
  const lines = [message('status.of', { name, model: description })];
  if (status.state === 'starting') lines.push(message(`phase.${status.phase}`));
  if (status.state === 'stopping') lines.push(message('status.savingSoFar'));
  const latest = metrics.at(-1);
  if (latest)
    lines.push(
      message(predictsTokens(run.use) ? 'status.speed' : 'status.valuesSpeed', { speed: latest.tokensPerSecond }),
    );
  const left = secondsLeft(run);
  if (left !== undefined) lines.push(message('status.left', { seconds: left }));
  return [...lines, message('status.click')];
}
