/** The quieter facts of a run, as rows of a name and plain words. */
import { perplexity, type QualityMetrics } from '../src/protocol/metrics';
import type { Run } from '../src/protocol/run';
import { formatCount, formatNumber } from './format';

export type Row = [name: string, value: string];

/** How many of the latest validations are listed. */
const listed = 10;

export function factsOf({ corpus, engine, parameters, baselines, qualities = [] }: Run): Row[] {
  const quality = qualities.at(-1);
  return [
    ...(corpus ? corpusFacts(corpus) : []),
    ...(parameters === undefined ? [] : [['Parameters', formatCount(parameters)] satisfies Row]),
    ...(quality ? [['Translations', `${qualityText(quality)} (teacher forcing)`] satisfies Row] : []),
    ...baselines.map(({ name, loss }): Row => ['Baseline', `${name}: perplexity ${formatNumber(perplexity(loss))}`]),
    ...(engine ? engineFacts(engine) : []),
  ];
}

export function latestValuesOf({ validations, metrics, qualities = [] }: Run): Row[] {
  const metric = metrics.at(-1);
  return [
    ...(metric
      ? ([
          ['Training', lossText(metric.trainLoss)],
          ['Gradient norm', formatNumber(metric.gradientNorm)],
        ] satisfies Row[])
      : []),
    ...latest(qualities).map((quality): Row => [
      `Translations, epoch ${quality.epoch.toFixed(1)}`,
      qualityText(quality),
    ]),
    ...latest(validations).map(({ epoch, loss, best }): Row => [
      `Validation, epoch ${epoch.toFixed(1)}`,
      `${lossText(loss)}${best ? ' (best so far)' : ''}`,
    ]),
  ];
}

const corpusFacts = ({
  name,
  characters,
  tokens,
  vocabularySize,
  validationTokens,
}: NonNullable<Run['corpus']>): Row[] => [
  ['Text', `${name}: ${formatCount(characters)} characters, ${formatCount(tokens)} tokens`],
  ['Vocabulary', `${formatCount(vocabularySize)} tokens`],
  ['Held out', validationTokens === 0 ? 'nothing' : `${formatCount(validationTokens)} tokens from the end`],
];

const engineFacts = ({ chosen, threads, reason, measurements }: NonNullable<Run['engine']>): Row[] => [
  ['Engine', `${chosen}, ${threads} ${threads === 1 ? 'thread' : 'threads'}. ${reason}`],
  ...measurements.map(({ engine, available, detail, tokensPerSecond }): Row => [
    `Engine ${engine}`,
    tokensPerSecond === undefined
      ? `${available ? 'available' : 'not available'}: ${detail}`
      : `${formatCount(Math.round(tokensPerSecond))} tokens per second (${detail})`,
  ]),
];

const lossText = (loss: number): string => `loss ${formatNumber(loss)}, perplexity ${formatNumber(perplexity(loss))}`;

const qualityText = ({ bleu, tokenAccuracy }: QualityMetrics): string =>
  `BLEU ${bleu.toFixed(1)}, ${(100 * tokenAccuracy).toFixed(1)} % of the tokens right`;

const latest = <T>(items: readonly T[]): T[] => items.slice(-listed).reverse();
