/** Messages as they were before JSON carried them: the protocol knows no null, so each null was a number that JSON cannot write. */

/** Puts NaN in place of every null, in the message itself. */
export function received<T>(message: T): T {
  if (typeof message === 'object' && message !== null)
    for (const [key, part] of Object.entries(message))
      if (part === null) Reflect.set(message, key, NaN);
      else received(part);
  return message;
}
