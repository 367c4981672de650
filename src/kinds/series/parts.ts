/** Which values are learned from, which choose, which only judge. */
import type { SeriesOptions } from '../../options/series';
import { UnrollError } from '../../protocol/errors';
import { message } from '../../words/message';

export interface Parts {
  /** The values before it are learned from; those from it on decide when training stops and which weights the forecasters get. */
  chosen: number;
  /** Those from it on judge, once. */
  judged: number;
  end: number;
}

/** Each of the two parts has at most so many values unless a person says otherwise. */
const mostFound = 2000;
/** A tenth of few values would say nothing. */
const fewestFound = 12;
const fewestLearned = 10;

/** @throws UnrollError 'bad-options' where nothing is left to learn from */
export function partsOf(count: number, { data, training }: Pick<SeriesOptions, 'data' | 'training'>): Parts {
  const shareOf = (values: number): number => {
    if (training.validationFraction === 0) return 0;
    const fewest = Math.min(fewestFound, Math.floor(values / 4));
    return Math.max(0, Math.min(mostFound, Math.max(fewest, Math.floor(training.validationFraction * values))));
  };
  const judged = count - (data.heldOut > 0 ? data.heldOut : shareOf(count));
  const chosen = judged - shareOf(judged);
  if (chosen >= fewestLearned) return { chosen, judged, end: count };
  throw new UnrollError('bad-options', message('error.seriesHeldOut', { count, heldOut: data.heldOut }));
}

/** Two seasons, or ten values; not more than a tenth of what is known, unless that is little. */
export function horizonOf(count: number, season: number, asked: number): number {
  if (asked > 0) return asked;
  const usual = season > 1 ? Math.max(10, Math.min(2 * season, 60)) : 10;
  return Math.min(usual, Math.max(season, 10, Math.floor(count / 4)));
}
