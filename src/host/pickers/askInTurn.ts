/** Questions one after the other, with a way back to the one before. */

/** What is changed by an answer; 'skip': there is nothing to ask; undefined: the person backs out of all. */
export type Answer<T> = Partial<T> | 'back' | 'skip' | undefined;

/** What stands at the end. @param start what is offered, by each question what it asks for */
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
    // The first question is asked again rather than left behind.
    if (at + direction < 0) direction = 1;
    else at += direction;
  }
  return soFar;
}
