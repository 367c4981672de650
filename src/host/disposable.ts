/** Owns what must be let go. Something registered after disposal is disposed of at once, so a late answer cannot leak. */

export interface IDisposable {
  dispose(): unknown;
}

export abstract class Disposable implements IDisposable {
  private readonly owned = new Set<IDisposable>();
  private disposed = false;

  protected get isDisposed(): boolean {
    return this.disposed;
  }

  protected _register<T extends IDisposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.owned.add(item);
    return item;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    // Last in, first out: what came later may use what came before.
    for (const item of [...this.owned].reverse()) item.dispose();
    this.owned.clear();
  }
}
