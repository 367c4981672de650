/** Questions one after the other, with a way back to the one before. */

/** What is changed by an answer; undefined: the person backs out of all. */
export type Answer<T> = Partial<T> | 'back' | undefined;

/** What stands at the end. @param start what is offered, by each question what it asks for */
export async function askInTurn<T extends object>(
  questions: readonly ((soFar: T) => Promise<Answer<T>>)[],
  start: T,
): Promise<T | undefined> {
  let soFar = start;
  for (let at = 0; at < questions.length;) {
    const answer = await questions[at]!(soFar);
    if (answer === undefined) return undefined;
    if (answer === 'back') at = Math.max(0, at - 1);
    else {
      soFar = { ...soFar, ...answer };
      at++;
    }
  }
  return soFar;
}
