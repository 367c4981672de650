/** Names of models: a new model gets a name that no other has, unless the person chooses one. */

/** "novel", or "novel 2" if "novel" is taken. */
export function freshName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const base = wanted.replace(/ \d+$/, '');
  let number = 2;
  while (taken.includes(`${base} ${number}`)) number++;
  return `${base} ${number}`;
}
