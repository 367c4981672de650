/**
 * How long to wait after a key before a suggestion is asked for: as long as the person takes from key to key, unless an answer comes so fast
 * that nothing is lost by asking at every key.
 */

/** Longer pauses are not typing. */
const longestInterval = 1500;
const usualInterval = 180;
const usualAnswer = 60;
/** How fast the means forget. */
const share = 0.15;
/** An answer is expected to be faster by this share after each key: whoever types evenly never waits for one, and it is tried anew. */
const hope = 0.02;
const quick = { answer: 0.3, wait: 15 };
const shortestWait = 60;
const longestWait = 250;

export class TypingRhythm {
  private interval = usualInterval;
  private answer = usualAnswer;
  private last: number | undefined;

  /** @param now milliseconds, when a key was pressed */
  key(now: number): void {
    const interval = now - (this.last ?? -Infinity);
    this.last = now;
    this.answer -= hope * this.answer;
    if (interval <= longestInterval) this.interval += share * (interval - this.interval);
  }

  /** @param milliseconds that an answer has taken */
  answered(milliseconds: number): void {
    this.answer += share * (Math.min(milliseconds, longestInterval) - this.answer);
  }

  /** Milliseconds. */
  get wait(): number {
    if (this.answer < quick.answer * this.interval) return quick.wait;
    return Math.min(longestWait, Math.max(shortestWait, this.interval));
  }
}
