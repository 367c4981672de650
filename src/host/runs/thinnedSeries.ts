/**
 * A series that grows without end in bounded memory: of all items every stride-th is kept, and the stride doubles
 * whenever the limit is reached. The first and the newest item are always there.
 */
export class ThinnedSeries<T> {
  private kept: T[] = [];
  private newest: { item: T } | undefined;
  private stride = 1;
  private count = 0;

  /** @param limit the most items `values` returns, >= 3 */
  constructor(private readonly limit: number) {}

  push(item: T): void {
    this.newest = { item };
    if (this.count++ % this.stride !== 0) return;
    this.kept.push(item);
    if (this.kept.length < this.limit) return;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }

  values(): T[] {
    const newestIsKept = (this.count - 1) % this.stride === 0;
    return this.newest && !newestIsKept ? [...this.kept, this.newest.item] : [...this.kept];
  }
}
