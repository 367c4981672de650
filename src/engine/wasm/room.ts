import type { StepperPrecision } from '../contract';
import type { Device } from './kernel';

/** A matrix packed for one-row products. */
export interface Matrix {
  address: number;
  rows: number;
  columns: number;
  precision: StepperPrecision;
}

const floatBytes = 4;

/** Wasm memory for arrays that stay until all of it is given back. */
export class Room {
  private readonly addresses: number[] = [];

  constructor(private readonly device: Device) {}

  take(floats: number): number {
    return this.takeBytes(floats * floatBytes);
  }

  keep(values: Float32Array): number {
    const address = this.take(values.length);
    this.device.memory.floats(address, values.length).set(values);
    return address;
  }

  /** Columns `from` to `to` of w, which has `rows` rows. */
  pack(w: Float32Array, rows: number, from: number, to: number, precision: StepperPrecision): Matrix {
    const { memory, exports } = this.device;
    const columns = to - from;
    const half = precision === 'bfloat16';
    const address = this.takeBytes(half ? exports.gemvHalfBytes(rows, columns) : exports.gemvBytes(rows, columns));
    const source = memory.arena(w.byteLength);
    memory.floats(source, w.length).set(w);
    const [begin, stride] = [source + from * floatBytes, w.byteLength / rows];
    if (half) exports.packGemvHalf(address, begin, stride, rows, columns);
    else exports.packGemv(address, begin, stride, rows, columns);
    return { address, rows, columns, precision };
  }

  dispose(): void {
    for (const address of this.addresses.splice(0)) this.device.memory.free(address);
  }

  private takeBytes(bytes: number): number {
    const address = this.device.memory.allocate(bytes);
    this.addresses.push(address);
    return address;
  }
}
