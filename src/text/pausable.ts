/** Long work that can be interrupted: a generator that yields now and then, run at once or with pauses. */

export type Pausable<T> = Generator<void, T, void>;

/** Rounds of a loop after which it yields: a few milliseconds of work. */
export const roundsBetweenPauses = 1 << 14;
/** The same of characters of any script. */
const charactersBetweenPauses = 1 << 12;

/** For work on many texts, each too short for a pause within it. */
export class Breath {
  private characters = 0;

  /** Whether a pause is due after a text of so many characters. */
  isDue(characters: number): boolean {
    this.characters += characters + 1;
    if (this.characters < charactersBetweenPauses) return false;
    this.characters = 0;
    return true;
  }
}

/** Runs it to its end without a pause. */
export function runAtOnce<T>(work: Pausable<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Awaits `pause` each time that the work yields; what `pause` throws ends it. */
export async function runWithPauses<T>(work: Pausable<T>, pause: () => Promise<void>): Promise<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    await pause();
  }
}
