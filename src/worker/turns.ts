/** Work on the same thing is done one piece after the other, in the order in which it was asked for. */
export class Turns {
  /** By what is worked on: settles with the last piece of work. */
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(thing: string, work: () => T | Promise<T>): Promise<T> {
    const before = this.last.get(thing);
    const mine = (async () => {
      await before;
      return work();
    })();
    const settled = mine.then(nothing, nothing);
    this.last.set(thing, settled);
    try {
      return await mine;
    } finally {
      if (this.last.get(thing) === settled) this.last.delete(thing);
    }
  }
}

const nothing = (): void => undefined;
