/** Owns objects that have to be disposed of. An object that is registered after disposal is disposed of at once, so that it does not leak. */

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
    // Last in, first out: a later object may use an earlier one.
    for (const item of [...this.owned].reverse()) item.dispose();
    this.owned.clear();
  }
}
