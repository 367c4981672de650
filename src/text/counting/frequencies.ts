/** What is reached without looking at what came before. */

/**
 * Loss of guessing tokens by how often they occur in the training part, each counted once more: p_v = (n_v + 1) / (N + V). Where the
 * held-out part is unlike it, of picking them by chance: log V. Nats per token.
 */
export function guessingLoss(training: Int32Array, heldOut: Int32Array, vocabularySize: number): number {
  const byChance = Math.log(vocabularySize);
  if (heldOut.length === 0) return byChance;
  const counts = new Float64Array(vocabularySize).fill(1);
  for (const id of training) counts[id]!++;
  const all = training.length + vocabularySize;
  const loss = heldOut.reduce((sum, id) => sum - Math.log(counts[id]! / all), 0) / heldOut.length;
  return Math.min(byChance, loss);
}
