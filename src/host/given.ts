/**
 * Arguments that a caller of a command (a menu, a test, another extension) passes in place of questions: an object. A property that is not of the
 * expected type is ignored.
 */

type Is<T> = (value: unknown) => value is T;

export function given<T>(argument: unknown, name: string, is: Is<T>): T | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value: unknown = Reflect.get(argument, name);
  return is(value) ? value : undefined;
}

export const isText: Is<string> = value => typeof value === 'string';
export const isNumber: Is<number> = value => typeof value === 'number';
export const isBoolean: Is<boolean> = value => typeof value === 'boolean';
export const isList: Is<unknown[]> = value => Array.isArray(value);
export const isSomething = (value: unknown): value is object | string | number | boolean =>
  value !== undefined && value !== null;
export const isOneOf =
  <T>(known: readonly T[]): Is<T> =>
  (value): value is T =>
    known.some(one => one === value);
