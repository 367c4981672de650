/** A growing list of 32-bit integers, 4 bytes each; an array of numbers would take 8 and be copied anyway. */
export class IntegerList {
  private items: Int32Array;
  private used = 0;

  constructor(capacity = 1024) {
    this.items = new Int32Array(Math.max(1, capacity));
  }

  get length(): number {
    return this.used;
  }

  at(index: number): number {
    return this.items[index]!;
  }

  set(index: number, value: number): void {
    this.items[index] = value;
  }

  increase(index: number, amount: number): void {
    this.items[index]! += amount;
  }

  push(value: number): void {
    if (this.used === this.items.length) {
      const larger = new Int32Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.used++] = value;
  }

  /** The values so far, without a copy; the next `push` may leave this view behind. */
  view(): Int32Array {
    return this.items.subarray(0, this.used);
  }
}
