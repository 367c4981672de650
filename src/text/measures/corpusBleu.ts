/**
 * The standard corpus BLEU (K. Papineni et al., 2002) with one or more references a sentence, as the field's reference implementation
 * counts it by default: mixed case, 13a tokens, n = 1..4, exponential smoothing. Its signature: nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp.
 */
import { matchingNgrams } from './bleu';

export interface CorpusBleu {
  /** 0..100 */
  score: number;
  /** Precisions for n = 1..4, in percent, smoothed. */
  precisions: number[];
  brevityPenalty: number;
  predictionLength: number;
  referenceLength: number;
}

const longestNgram = 4;

/** The tokens of mteval-v13a.pl: punctuation apart, but for points and commas inside numbers. */
export function tokenise13a(line: string): string[] {
  const unescaped = line
    .trimEnd()
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  const spaced = ` ${unescaped} `
    .replace(/([{-~[-` -&(-+:-@/])/g, ' $1 ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ');
  return spaced.split(/\s+/u).filter(token => token !== '');
}

/**
 * @param references one or more for each prediction: an n-gram counts as often as the reference that has most of it; the length is
 * that of the reference closest in length, the shorter of two
 * @throws RangeError when there is a prediction without a reference.
 */
export function corpusBleu(predictions: readonly string[], references: readonly (readonly string[])[]): CorpusBleu {
  if (predictions.length !== references.length || references.some(({ length }) => length === 0))
    throw new RangeError(
      `${predictions.length} predictions cannot be held against references of ${references.length} sentences.`,
    );
  const matches = new Array<number>(longestNgram).fill(0);
  const totals = new Array<number>(longestNgram).fill(0);
  let predictionLength = 0;
  let referenceLength = 0;
  for (const [i, prediction] of predictions.entries()) {
    const predicted = tokenise13a(prediction);
    const expected = references[i]!.map(tokenise13a);
    predictionLength += predicted.length;
    referenceLength += closestLength(predicted.length, expected);
    for (let n = 1; n <= longestNgram; n++) {
      matches[n - 1]! += matchingNgrams(predicted, expected, n);
      totals[n - 1]! += Math.max(0, predicted.length - n + 1);
    }
  }
  const precisions = smoothedPrecisions(matches, totals);
  const brevityPenalty =
    predictionLength >= referenceLength
      ? 1
      : predictionLength === 0
        ? 0
        : Math.exp(1 - referenceLength / predictionLength);
  const logarithms = precisions.reduce((sum, precision) => sum + Math.log(precision), 0);
  const score = brevityPenalty * Math.exp(logarithms / longestNgram);
  return { score, precisions, brevityPenalty, predictionLength, referenceLength };
}

function closestLength(length: number, references: readonly (readonly string[])[]): number {
  const distance = (other: number): number => Math.abs(other - length);
  return references
    .map(tokens => tokens.length)
    .reduce((best, other) =>
      distance(other) < distance(best) || (distance(other) === distance(best) && other < best) ? other : best,
    );
}

/** An n without a match counts as 1/2 of one, the next such as 1/4 ...; all are 0 when nothing matches at all. */
function smoothedPrecisions(matches: readonly number[], totals: readonly number[]): number[] {
  if (matches.every(count => count === 0)) return matches.map(() => 0);
  let smoothing = 1;
  return matches.map((count, i) => {
    const total = totals[i]!;
    if (total === 0) return 0;
    if (count > 0) return (100 * count) / total;
    smoothing *= 2;
    return 100 / (smoothing * total);
  });
}
