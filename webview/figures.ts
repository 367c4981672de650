/** The figures of the moment; of a run that has ended, those of the model that is kept. */
import { perplexity } from '../src/protocol/metrics';
import { bestValidation, type Run } from '../src/protocol/run';
import { formatCount, formatNumber } from './format';

export interface Figure {
  label: string;
  value: string;
  hint: string;
}

const unknown = '–';

export function figuresOf(run: Run): Figure[] {
  const result = run.status.state === 'ended' ? run.status.result : undefined;
  const metrics = run.metrics.at(-1);
  const best = bestValidation(run);
  const trainLoss = result?.trainLoss ?? metrics?.trainLoss;
  const validationLoss = result?.validationLoss ?? run.validations.at(-1)?.loss;
  const bits = run.validations.findLast(({ loss }) => loss === validationLoss)?.bitsPerCharacter;
  return [
    {
      label: 'Training perplexity',
      value: trainLoss === undefined ? unknown : formatNumber(perplexity(trainLoss)),
      hint: trainLoss === undefined ? '' : `loss ${formatNumber(trainLoss)}`,
    },
    {
      label: 'Validation perplexity',
      value: validationLoss === undefined ? unknown : formatNumber(perplexity(validationLoss)),
      hint: [
        ...(best === undefined || result ? [] : [`best ${formatNumber(perplexity(best))}`]),
        ...(bits === undefined ? [] : [`${formatNumber(bits)} bits/char`]),
      ].join(' · '),
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
