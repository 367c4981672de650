/** Details of a run as rows of a name and a value. */
import { predictsTokens } from '../src/protocol/kind';
import { perplexity, type QualityMetrics } from '../src/protocol/metrics';
import type { Run, RunSetting } from '../src/protocol/run';
import { message } from '../src/words/message';
import { count, number, say, sentence } from './words';

export type Row = [name: string, value: string];

/** The number of latest validations in the list. */
const listed = 10;

/** "network · hidden size" */
export function settingName({ key, name }: RunSetting): string {
  const groups = key.split('.').slice(0, -1);
  return [...groups.map(group => sentence({ key: `optionGroup.${group}` })), sentence(name)].join(' · ');
}

export function factsOf(run: Run): Row[] {
  const { begunAt, corpus, engine, metrics, parameters, baselines, qualities = [], status, use } = run;
  const joules = metrics.at(-1)?.joules;
  const quality = qualities.at(-1);
  const learning = status.state === 'ended' ? status.result.learning : undefined;
  return [
    ...(begunAt === undefined ? [] : [[say('page.begun'), say('page.facts.begun', { at: begunAt })] satisfies Row]),
    ...(corpus ? (predictsTokens(use) ? corpusFacts(corpus) : seriesFacts(corpus)) : []),
    ...(parameters === undefined ? [] : [[say('page.parameters'), count(parameters)] satisfies Row]),
    ...(quality
      ? [[say('page.translations'), say('page.facts.qualityForced', qualityFigures(quality))] satisfies Row]
      : []),
    ...(learning
      ? [
          [
            say('page.learning'),
            say('page.facts.learning', { ...lossFigures(learning.loss), bits: learning.bitsPerCharacter }),
          ] satisfies Row,
        ]
      : []),
    ...baselines.map(({ name, loss }): Row => [
      say('page.baseline'),
      predictsTokens(use)
        ? say('page.facts.baseline', { name, perplexity: perplexity(loss) })
        : say('page.facts.errorBaseline', { name, loss }),
    ]),
    ...(engine ? engineFacts(engine, use) : []),
    ...(joules === undefined
      ? []
      : [[say('page.energy'), say('page.facts.energy', { wattHours: joules / 3600 })] satisfies Row]),
  ];
}

/** More would make the page slow. */
const mostFiles = 500;

/** The files of a training on several, in the order in which they were read. */
export function filesOf({ files = [] }: Run): Row[] {
  const learned = files.reduce((sum, { characters, heldOut }) => sum + characters - heldOut, 0);
  return [
    ...files.slice(0, mostFiles).map(({ name, characters, heldOut }): Row => {
      const share = (characters - heldOut) / Math.max(1, learned);
      return [name, say('page.facts.file', { characters, heldOut, share })];
    }),
    ...(files.length > mostFiles ? [['…', say('files.more', { count: files.length - mostFiles })] satisfies Row] : []),
  ];
}

export function latestValuesOf({ validations, metrics, qualities = [], use }: Run): Row[] {
  const lossText = (loss: number, best = false): string =>
    predictsTokens(use)
      ? say(best ? 'page.facts.lossBest' : 'page.facts.loss', lossFigures(loss))
      : say(best ? 'page.facts.errorBest' : 'page.facts.error', { loss });
  const metric = metrics.at(-1);
  return [
    ...(metric
      ? ([
          [say('page.training'), lossText(metric.trainLoss)],
          [say('page.gradientNorm'), number(metric.gradientNorm)],
        ] satisfies Row[])
      : []),
    ...latest(qualities).map((quality): Row => [
      say('page.translationsAt', { epoch: quality.epoch }),
      say('page.facts.quality', qualityFigures(quality)),
    ]),
    ...latest(validations).map(({ epoch, loss, best }): Row => [
      say('page.validationAt', { epoch }),
      lossText(loss, best),
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
  [say('page.text'), say('page.facts.text', { name, characters, tokens })],
  [say('page.vocabulary'), say('page.facts.tokens', { count: vocabularySize })],
  [
    say('page.heldOut'),
    validationTokens === 0 ? say('page.facts.nothingHeldOut') : say('page.facts.heldOut', { tokens: validationTokens }),
  ],
];

const seriesFacts = ({ name, tokens, validationTokens }: NonNullable<Run['corpus']>): Row[] => [
  [say('page.text'), say('page.facts.values', { name, tokens })],
  [say('page.heldOut'), say('page.facts.heldOutValues', { tokens: validationTokens })],
];

const engineFacts = (
  { machine, chosen, threads, reason, measurements }: NonNullable<Run['engine']>,
  use: Run['use'],
): Row[] => [
  ...(machine ? [[say('page.machine'), say('page.facts.machine', { ...machine })] satisfies Row] : []),
  [
    say('page.engine'),
    say('page.facts.engine', {
      name: chosen,
      threads: message('engine.threads', { count: threads }),
      reason,
    }),
  ],
  ...measurements.map(({ engine, available, detail, tokensPerSecond }): Row => [
    say('page.engineNamed', { name: engine }),
    tokensPerSecond === undefined
      ? say(available ? 'page.facts.engineAvailable' : 'page.facts.engineUnavailable', { detail })
      : say(predictsTokens(use) ? 'page.facts.engineSpeed' : 'page.facts.engineValuesSpeed', {
          speed: tokensPerSecond,
          detail,
        }),
  ]),
];

const lossFigures = (loss: number) => ({ loss, perplexity: perplexity(loss) });

const qualityFigures = ({ bleu, tokenAccuracy }: QualityMetrics) => ({ bleu, share: tokenAccuracy });

const latest = <T>(items: readonly T[]): T[] => items.slice(-listed).reverse();
