/** The figures of the moment; of a run that has ended, those of the model that is kept. */
import { perplexity } from '../src/protocol/metrics';
import { bestValidation, type Run } from '../src/protocol/run';
import { count, number, say } from './words';

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
    ...(run.labels
      ? [
          {
            label: say('labels.accuracy'),
            value: say('labels.share', { share: run.labels.accuracy }),
            hint: say('page.labels.of', { texts: run.labels.texts }),
          },
        ]
      : []),
    {
      label: say('page.trainingPerplexity'),
      value: trainLoss === undefined ? unknown : number(perplexity(trainLoss)),
      hint: trainLoss === undefined ? '' : say('page.loss', { loss: trainLoss }),
    },
    {
      label: say('page.validationPerplexity'),
      value: validationLoss === undefined ? unknown : number(perplexity(validationLoss)),
      hint: [
        ...(best === undefined || result ? [] : [say('page.best', { perplexity: perplexity(best) })]),
        ...(bits === undefined ? [] : [say('page.bits', { bits })]),
        ...(result?.learning ? [say('page.learningHint', { perplexity: perplexity(result.learning.loss) })] : []),
      ].join(' · '),
    },
    {
      label: say('page.speed'),
      value: metrics ? count(metrics.tokensPerSecond) : unknown,
      hint: say('page.tokensPerSecond'),
    },
    {
      label: say('page.gradientNorm'),
      value: metrics ? number(metrics.gradientNorm) : unknown,
      hint: metrics ? say('page.learningRate', { rate: metrics.learningRate }) : '',
    },
  ];
}
