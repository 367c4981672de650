/** BLEU of one prediction, by the notes' formula. */

/** How often each n-gram occurs, by its tokens. */
function countNgrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const key = JSON.stringify(tokens.slice(i, i + n));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** n-grams of the prediction that a label holds too, each at most as often as in the label that has most of it. */
export function matchingNgrams(
  prediction: readonly string[],
  labels: readonly (readonly string[])[],
  n: number,
): number {
  const available = labels.map(label => countNgrams(label, n));
  let matches = 0;
  for (const [ngram, count] of countNgrams(prediction, n))
    matches += Math.min(count, Math.max(...available.map(counts => counts.get(ngram) ?? 0)));
  return matches;
}

/**
 * exp(min(0, 1 - len_label / len_pred)) * prod_{n=1..k} p_n^(1/2^n), p_n = matching n-grams / n-grams of the prediction.
 * A prediction shorter than k is judged by the n-grams it has; an empty one gets 0.
 */
export function bleu(prediction: readonly string[], label: readonly string[], k: number): number {
  if (prediction.length === 0) return 0;
  let score = Math.exp(Math.min(0, 1 - label.length / prediction.length));
  for (let n = 1; n <= Math.min(k, prediction.length); n++) {
    const precision = matchingNgrams(prediction, [label], n) / (prediction.length - n + 1);
    score *= Math.pow(precision, 1 / 2 ** n);
  }
  return score;
}
