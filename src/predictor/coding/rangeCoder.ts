/**
 * Arithmetic coding of bits with 32-bit bounds (the carry-less coder of the PAQ programs): a bit of probability p costs -log2 p bits,
 * to within 0.01 %. All arithmetic is on whole numbers below 2^48, exact in a double.
 */

const SCALE = 65536;

function middleOf(low: number, high: number, odds: number): number {
  return low + Math.floor(((high - low) * odds) / SCALE);
}

export class RangeEncoder {
  private low = 0;
  private high = 0xffffffff;
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  /** @param odds the probability of bit 1 in 65536ths, 1 to 65535 */
  encode(bit: number, odds: number): void {
    const middle = middleOf(this.low, this.high, odds);
    if (bit === 1) this.high = middle;
    else this.low = middle + 1;
    // The first bytes that both bounds share are settled.
    while (((this.low ^ this.high) & 0xff000000) === 0) {
      this.write(this.high >>> 24);
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) >>> 0) + 255;
    }
  }

  /** The coded bytes. Nothing can be encoded after. */
  finish(): Uint8Array {
    // One byte more settles a number between the bounds; the decoder reads zeros past the end, so it must lie at or above `low`.
    if (this.low > 0) {
      this.write((this.low >>> 24) + 1);
    }
    return this.bytes.slice(0, this.length);
  }

  private write(byte: number): void {
    if (this.length === this.bytes.length) {
      const longer = new Uint8Array(2 * this.length + 64);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes[this.length++] = byte;
  }
}

export class RangeDecoder {
  private low = 0;
  private high = 0xffffffff;
  private code = 0;

  /** @param at where the coded bytes begin */
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {
    for (let k = 0; k < 4; k++) this.code = ((this.code << 8) | this.read()) >>> 0;
  }

  decode(odds: number): number {
    const middle = middleOf(this.low, this.high, odds);
    const bit = this.code <= middle ? 1 : 0;
    if (bit === 1) this.high = middle;
    else this.low = middle + 1;
    while (((this.low ^ this.high) & 0xff000000) === 0) {
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) >>> 0) + 255;
      this.code = ((this.code << 8) | this.read()) >>> 0;
    }
    return bit;
  }

  /** Bytes that were asked for past the end. */
  get missing(): number {
    return Math.max(0, this.at - this.bytes.length);
  }

  private read(): number {
    return this.bytes[this.at++] ?? 0;
  }
}
