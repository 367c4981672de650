/** Asks questions one after the other; Back returns to the previous one. */

/** The values that an answer changes; 'skip': there is nothing to ask; undefined: the person cancels all questions. */
export type Answer<T> = Partial<T> | 'back' | 'skip' | undefined;

/** The values after all questions. @param start the values that the questions offer first */
export async function askInTurn<T extends object>(
  questions: readonly ((soFar: T) => Promise<Answer<T>>)[],
  start: T,
): Promise<T | undefined> {
  let soFar = start;
  let direction = 1;
  for (let at = 0; at < questions.length;) {
    const answer = await questions[at]!(soFar);
    if (answer === undefined) return undefined;
    if (answer === 'back') direction = -1;
    else if (answer !== 'skip') {
      direction = 1;
      soFar = { ...soFar, ...answer };
    }
    // Back from the first question asks it again.
    if (at + direction < 0) direction = 1;
    else at += direction;
  }
  return soFar;
}
