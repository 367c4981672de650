/**
 * Secondary estimation: what came of it when the mixture said p in this context? A table of probabilities at points of
 * stretch(p), interpolated between the two neighbours of p.
 */
import { squash } from './logistic';

const POINTS = 24;
const REACH = 8;
const RATE = 0.02;

export class Correction {
  private readonly table: Float32Array;
  private index = 0;
  private share = 0;

  constructor(contexts: number) {
    const identity = Float32Array.from({ length: POINTS }, (_, k) => squash((k * 2 * REACH) / (POINTS - 1) - REACH));
    this.table = new Float32Array(contexts * POINTS);
    for (let i = 0; i < contexts; i++) this.table.set(identity, i * POINTS);
  }

  tables(): [Float32Array] {
    return [this.table];
  }

  refine(stretched: number, context: number): number {
    const held = stretched > REACH - 1e-6 ? REACH - 1e-6 : stretched < -REACH ? -REACH : stretched;
    const place = ((held + REACH) * (POINTS - 1)) / (2 * REACH);
    const below = place | 0;
    this.share = place - below;
    this.index = context * POINTS + below;
    return this.table[this.index]! * (1 - this.share) + this.table[this.index + 1]! * this.share;
  }

  /** Learns from the bit that followed the last `refine`. */
  learn(bit: number): void {
    const { table, index, share } = this;
    table[index] = table[index]! + (bit - table[index]!) * RATE * (1 - share);
    table[index + 1] = table[index + 1]! + (bit - table[index + 1]!) * RATE * share;
  }
}
