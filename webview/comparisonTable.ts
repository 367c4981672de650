/** Tables that compare several runs. Does not use the DOM. */
import { maseOf } from '../src/protocol/forecast';
import { predictsTokens } from '../src/protocol/kind';
import { perplexity } from '../src/protocol/metrics';
import type { Run } from '../src/protocol/run';
import { settingName } from './facts';
import { count, number, say, sentence } from './words';

/** The name of a row and a value for each run. */
export type ComparisonRow = [name: string, ...values: string[]];

const unknown = '–';

/**
 * Models of every kind may be compared: a figure that some of them have is a row, and a dash for the others. Losses with fixed weights and losses while learning are not comparable, so each has its own
 * row, and so have errors of numbers beside perplexities.
 */
export function resultRows(runs: readonly Run[]): ComparisonRow[] {
  const row = (name: string, of: (run: Run) => string | undefined): ComparisonRow => [
    name,
    ...runs.map(run => of(run) ?? unknown),
  ];
  const rowFor = (runs: readonly Run[], ...of: Parameters<typeof row>): ComparisonRow[] =>
    runs.length === 0 ? [] : [row(...of)];
  const ofTokens = runs.filter(({ use }) => predictsTokens(use));
  const ofNumbers = runs.filter(run => !ofTokens.includes(run));
  const ofTexts = runs.filter(({ use }) => use === 'continue' || use === 'evaluate');
  const inPerplexity = (run: Run, loss: number | undefined): string | undefined =>
    loss === undefined || !ofTokens.includes(run) ? undefined : number(perplexity(loss));
  const asError = (run: Run, loss: number | undefined): string | undefined =>
    loss === undefined || ofTokens.includes(run) ? undefined : number(loss);
  return [
    row(say('page.compare.model'), ({ description }) => sentence(description)),
    ...rowFor(
      runs.filter(({ labels }) => labels),
      say('labels.accuracy'),
      ({ labels }) => labels && say('labels.share', { share: labels.accuracy }),
    ),
    ...rowFor(
      runs.filter(({ series }) => series),
      say('series.mase'),
      ({ series }) => series && number(maseOf(series)),
    ),
    ...rowFor(ofNumbers, say('page.validationError'), run => asError(run, heldOutLossOf(run))),
    ...rowFor(ofTokens, say('page.compare.heldOut'), run => inPerplexity(run, heldOutLossOf(run))),
    ...rowFor(
      runs.filter(run => bitsOf(run) !== undefined),
      say('page.compare.bits'),
      run => {
        const bits = bitsOf(run);
        return bits === undefined ? undefined : number(bits);
      },
    ),
    ...rowFor(ofTexts, say('page.compare.learning'), run => inPerplexity(run, resultOf(run)?.learning?.loss)),
    ...rowFor(ofTexts, say('page.compare.learningBits'), run => {
      const bits = resultOf(run)?.learning?.bitsPerCharacter;
      return bits === undefined ? undefined : number(bits);
    }),
    ...(runs.some(({ keysSaved }) => keysSaved !== undefined)
      ? [
          row(say('page.compare.keysSaved'), ({ keysSaved }) =>
            keysSaved === undefined ? undefined : say('page.compare.keysSaved.value', { share: keysSaved }),
          ),
        ]
      : []),
    ...rowFor(ofNumbers, say('page.trainingError'), run => asError(run, trainLossOf(run))),
    ...rowFor(ofTokens, say('page.compare.training'), run => inPerplexity(run, trainLossOf(run))),
    row(say('page.compare.seconds'), run => {
      const seconds = resultOf(run)?.seconds ?? run.metrics.at(-1)?.seconds;
      return seconds === undefined ? undefined : say('page.compare.seconds.value', { seconds });
    }),
    ...(runs.some(run => joulesOf(run) !== undefined)
      ? [
          row(say('page.energy'), run => {
            const joules = joulesOf(run);
            return joules === undefined ? undefined : say('page.compare.energy', { wattHours: joules / 3600 });
          }),
        ]
      : []),
    row(say('page.compare.steps'), ({ metrics }) => (metrics.length === 0 ? undefined : count(metrics.at(-1)!.step))),
    row(say('page.parameters'), ({ parameters }) => (parameters === undefined ? undefined : count(parameters))),
    row(say('page.text'), ({ corpus }) => corpus?.name),
    row(say('page.engine'), ({ engine }) => engine?.chosen),
  ];
}

/** The settings in which the runs differ. */
export function settingRows(runs: readonly Run[]): ComparisonRow[] {
  const valuesOf = (key: string): string[] =>
    runs.map(({ settings = [] }) => settings.find(setting => setting.key === key)?.value ?? unknown);
  const all = new Map(
    runs.flatMap(({ settings = [] }) => settings.map(setting => [setting.key, settingName(setting)])),
  );
  return [...all]
    .map(([key, name]): ComparisonRow => [name, ...valuesOf(key)])
    .filter(([, first, ...rest]) => rest.some(value => value !== first));
}

const bitsOf = (run: Run): number | undefined => bestOf(run)?.bitsPerCharacter;

const heldOutLossOf = (run: Run): number | undefined => resultOf(run)?.validationLoss ?? bestOf(run)?.loss;

const trainLossOf = (run: Run): number | undefined => resultOf(run)?.trainLoss ?? run.metrics.at(-1)?.trainLoss;

const joulesOf = ({ metrics }: Run): number | undefined => metrics.at(-1)?.joules;

const resultOf = ({ status }: Run) => (status.state === 'ended' ? status.result : undefined);

const bestOf = ({ validations }: Run) =>
  validations
    .filter(({ loss }) => Number.isFinite(loss))
    .toSorted((a, b) => a.loss - b.loss)
    .at(0);
