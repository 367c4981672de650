/** The current figures of a run; after its end, those of the stored model. */
import { maseOf } from '../src/protocol/forecast';
import { predictsTokens } from '../src/protocol/kind';
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
  const metrics = run.metrics.at(-1);
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
    ...(run.series && Number.isFinite(maseOf(run.series))
      ? [
          {
            label: say('series.mase'),
            value: number(maseOf(run.series)),
            hint: say('page.series.of', { count: run.series.values.length - run.series.judged }),
          },
        ]
      : []),
    ...lossFigures(run),
    {
      label: say('page.speed'),
      value: metrics ? count(metrics.tokensPerSecond) : unknown,
      hint: say(predictsTokens(run.use) ? 'page.tokensPerSecond' : 'page.valuesPerSecond'),
    },
    {
      label: say('page.gradientNorm'),
      value: metrics ? number(metrics.gradientNorm) : unknown,
      hint: metrics ? say('page.learningRate', { rate: metrics.learningRate }) : '',
    },
  ];
}

/** A perplexity for tokens, a mean squared error for numbers. */
function lossFigures(run: Run): Figure[] {
  const result = run.status.state === 'ended' ? run.status.result : undefined;
  const best = bestValidation(run);
  const trainLoss = result?.trainLoss ?? run.metrics.at(-1)?.trainLoss;
  const validationLoss = result?.validationLoss ?? run.validations.at(-1)?.loss;
  if (!predictsTokens(run.use))
    return [
      {
        label: say('page.trainingError'),
        value: trainLoss === undefined ? unknown : number(trainLoss),
        hint: say('page.squaredError'),
      },
      {
        label: say('page.validationError'),
        value: validationLoss === undefined ? unknown : number(validationLoss),
        hint: best === undefined || result ? '' : say('page.bestError', { loss: best }),
      },
    ];
  const bits = run.validations.findLast(({ loss }) => loss === validationLoss)?.bitsPerCharacter;
  return [
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
  ];
}
