/** The figures of the moment. */
import { perplexity } from '../src/protocol/metrics';
import type { RunSnapshot } from '../src/protocol/page';
import { formatCount, formatNumber } from './format';
import { bestValidation, latest } from './runView';

export interface Figure {
  label: string;
  value: string;
  hint: string;
}

const unknown = '–';

export function figuresOf(run: RunSnapshot): Figure[] {
  const metrics = latest(run);
  const validation = run.validations.at(-1);
  const best = bestValidation(run);
  return [
    {
      label: 'Training perplexity',
      value: metrics ? formatNumber(perplexity(metrics.trainLoss)) : unknown,
      hint: metrics ? `loss ${formatNumber(metrics.trainLoss)}` : '',
    },
    {
      label: 'Validation perplexity',
      value: validation ? formatNumber(perplexity(validation.loss)) : unknown,
      hint: validation
        ? `best ${formatNumber(perplexity(best ?? NaN))} · ${formatNumber(validation.bitsPerCharacter)} bits/char`
        : '',
    },
    {
      label: 'Speed',
      value: metrics ? formatCount(Math.round(metrics.tokensPerSecond)) : unknown,
      hint: 'tokens per second',
    },
    {
      label: 'Gradient norm',
      value: metrics ? formatNumber(metrics.gradientNorm) : unknown,
      hint: metrics ? `learning rate ${formatNumber(metrics.learningRate)}` : '',
    },
  ];
}
