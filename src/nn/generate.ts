/** Text from a model: the prefix warms the state up, then each token that is drawn is fed back. */
import type { Stepper } from '../engine/contract';

export interface TokenSource {
  next(logits: Float32Array): number;
  remember(token: number): void;
}

/**
 * Yields tokens until the caller has enough. The stepper's state goes on from where it stands; an empty prefix on a fresh
 * state begins with token `start`.
 */
export function* generateTokens(
  stepper: Pick<Stepper, 'step'>,
  prefix: Int32Array,
  source: TokenSource,
  start = 0,
): Generator<number, void> {
  let logits = prefix.length === 0 ? stepper.step(start) : new Float32Array(0);
  for (const token of prefix) {
    logits = stepper.step(token);
    source.remember(token);
  }
  for (;;) {
    const token = source.next(logits);
    yield token;
    logits = stepper.step(token);
  }
}
