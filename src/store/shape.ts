/** Describes what a value read from a file must look like, and says where it does not. */

/** Returns the path of the first thing that is wrong, or undefined. `type` carries T for the compiler alone. */
export type Shape<T> = ((value: unknown, path: string) => string | undefined) & { readonly type?: T };

export const fits = <T>(shape: Shape<T>, value: unknown): value is T => shape(value, '') === undefined;

export const text: Shape<string> = (value, path) => (typeof value === 'string' ? undefined : path);
export const number: Shape<number> = (value, path) => (typeof value === 'number' ? undefined : path);
export const flag: Shape<boolean> = (value, path) => (typeof value === 'boolean' ? undefined : path);

export const oneOf =
  <const T>(choices: readonly T[]): Shape<T> =>
  (value, path) =>
    choices.some(choice => choice === value) ? undefined : path;

export const listOf =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) return path;
    for (const [index, element] of value.entries()) {
      const problem = item(element, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

export const pairOf =
  <T>(item: Shape<T>): Shape<[T, T]> =>
  (value, path) =>
    Array.isArray(value) && value.length === 2 ? (item(value[0], path) ?? item(value[1], path)) : path;

/** For the fields of an object that may be absent. */
export const optional =
  <T>(shape: Shape<T>): Shape<T> =>
  (value, path) =>
    value === undefined ? undefined : shape(value, path);

/** Unknown fields are let through: a later version may have added them. */
export const object =
  <T extends object>(fields: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null) return path;
    const values = new Map<string, unknown>(Object.entries(value));
    for (const [key, shape] of Object.entries<Shape<unknown>>(fields)) {
      const problem = shape(values.get(key), path === '' ? key : `${path}.${key}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

/** One of several objects, told apart by a field. */
export const variants =
  <T extends object>(key: string, shapes: Readonly<Record<string, Shape<never> | Shape<T>>>): Shape<T> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null) return path;
    const kind: unknown = new Map<string, unknown>(Object.entries(value)).get(key);
    const shape = typeof kind === 'string' ? shapes[kind] : undefined;
    return shape === undefined ? `${path}${path === '' ? '' : '.'}${key}` : shape(value, path);
  };
