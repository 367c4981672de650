/** A loss for display: a perplexity for tokens, a mean squared error for numbers. */
import { predictsTokens, type ModelUse } from '../protocol/kind';
import type { Message } from '../protocol/message';
import { perplexity } from '../protocol/metrics';
import { message } from './message';

export const lossMessage = (use: ModelUse, loss: number): Message =>
  predictsTokens(use)
    ? message('model.perplexity', { perplexity: perplexity(loss) })
    : message('model.error', { loss });
