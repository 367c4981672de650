/** A model of series that is trained further: on values scaled as those that it has learned from, where they are like them. */
import type { SeriesOptions } from '../../options/series';
import { UnrollError } from '../../protocol/errors';
import type { Message } from '../../protocol/message';
import type { StoredModel } from '../../store/models';
import type { ModelManifest } from '../../store/types';
import { isAlike, scalingOf, type ColumnScale, type Scaling } from '../../text/series/scaling';
import type { Pause } from '../../training/pause';
import { message } from '../../words/message';
import type { SeriesJudge, SeriesPlan } from './judge';

type Known = Pick<StoredModel<ModelManifest>, 'manifest' | 'record'>;

/** @param kept scales in place of those of the values themselves */
export const scalingFor = (
  { series, parts }: SeriesPlan,
  { network }: Pick<SeriesOptions, 'network'>,
  judge: SeriesJudge,
  kept?: readonly ColumnScale[],
): Scaling => scalingOf(series, parts.chosen, network.values, judge.special, kept);

/** As `before` where the values look alike so; a network that has seen 100 as 0 makes nothing of values around 10 000. */
export function scalingLike(
  plan: SeriesPlan,
  options: Pick<SeriesOptions, 'network'>,
  judge: SeriesJudge,
  before: readonly ColumnScale[] | undefined,
): Scaling {
  const own = scalingFor(plan, options, judge);
  return before && isAlike(own.scales, before) ? scalingFor(plan, options, judge, before) : own;
}

/** How the model has seen the series that it was made from; undefined where that is not kept. */
export async function scalesBefore(
  known: Known,
  judgeOf: (known: Known, horizon: number, pause: Pause) => Promise<{ judge: SeriesJudge; plan: SeriesPlan }>,
  pause: Pause,
): Promise<readonly ColumnScale[] | undefined> {
  const { manifest, record } = known;
  if (record.series?.scales) return record.series.scales;
  if (!record.series || manifest.kind !== 'series') return undefined;
  const { judge, plan } = await judgeOf(known, 0, pause);
  return scalingFor(plan, manifest.options, judge).scales;
}

/** @throws UnrollError 'bad-options' for a series that the network sees too much of at once */
export function assertLongEnough(
  name: string,
  model: string,
  { parts }: SeriesPlan,
  { network }: Pick<SeriesOptions, 'network'>,
): void {
  if (3 * network.lags <= parts.chosen) return;
  const { lags } = network;
  throw new UnrollError(
    'bad-options',
    message('error.seriesTooShortFor', { name, model, lags, count: parts.chosen, fewest: 3 * lags }),
  );
}

/** So many values in a row that are the same, and differ among each other, are no chance. */
const inARow = 8;
const different = 5;

/** How it sees the values, and whether it has learned those that judge. */
export function notesOnFurther(
  { record }: Known,
  { series: { values }, parts, name }: SeriesPlan,
  { scales }: Scaling,
  before: readonly ColumnScale[] | undefined,
): Message[] {
  const [now, then] = [scales[0], before?.[0]];
  const learned = record.series?.values.slice(0, record.series.chosen) ?? [];
  const judging = values.subarray(parts.judged, parts.judged + inARow);
  const isLearned =
    new Set(judging).size >= different &&
    learned.some((_, at) => judging.every((value, place) => learned[at + place] === value));
  return [
    ...(now && then
      ? [
          message(now === then ? 'note.seriesSeenAlike' : 'note.seriesSeenAnew', {
            column: name,
            mean: now.mean,
            deviation: now.deviation,
          }),
        ]
      : []),
    ...(isLearned ? [message('note.seriesLearned')] : []),
  ];
}
