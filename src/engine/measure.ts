/** Times an engine on training steps of the model that is about to be trained. */

/** A model on the engine in use that can be trained a step at a time; made for measuring alone. */
export interface Candidate {
  step(): Promise<void>;
  /** That one step trains on. */
  tokens: number;
  dispose(): void;
}

/** Tokens per second by the median of the steps that fit into the budget; the first step counts only where no other fits. `pause` may throw. */
export async function tokensPerSecond(
  candidate: Candidate,
  budgetMs: number,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const times: number[] = [];
  const start = performance.now();
  do {
    await pause();
    const begin = performance.now();
    await candidate.step();
    times.push(performance.now() - begin);
  } while (performance.now() - start + times.at(-1)! < budgetMs && times.length < 20);
  const counted = (times.length > 1 ? times.slice(1) : times).sort((a, b) => a - b);
  return (1000 * candidate.tokens) / counted[counted.length >> 1]!;
}
