import type { StepperPrecision } from '../contract';
import type { Device } from './kernel';

/** Where columns of an array of weights stand in the matrix that they are part of. */
export interface Part {
  /** The first of them in the array. */
  from: number;
  columns: number;
  /** The place in the matrix of what stands in the array's first row and in this first column. */
  at: { row: number; column: number };
}

interface Block {
  address: number;
  rows: number;
  columns: number;
  row: number;
  column: number;
}

/** A matrix packed for one-row products, without what is zero around its blocks. */
export interface Matrix {
  blocks: readonly Block[];
  precision: StepperPrecision;
}

const floatBytes = 4;
/** A multiple of the columns that a kernel reads side by side; so much of a matrix is laid beside its packed form at a time. */
const mostColumns = 1024;

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

  /** Parts of w, which has so many rows. */
  pack(w: Float32Array, rows: number, parts: readonly Part[], precision: StepperPrecision): Matrix {
    const blocks = parts.flatMap(({ from, columns, at }) =>
      Array.from({ length: Math.ceil(columns / mostColumns) }, (_, block) => {
        const before = block * mostColumns;
        const count = Math.min(mostColumns, columns - before);
        const address = this.packColumns({ w, rows, from: from + before, columns: count }, precision);
        return { address, rows, columns: count, row: at.row, column: at.column + before };
      }),
    );
    return { blocks, precision };
  }

  dispose(): void {
    for (const address of this.addresses.splice(0)) this.device.memory.free(address);
  }

  private packColumns(
    { w, rows, from, columns }: { w: Float32Array; rows: number; from: number; columns: number },
    precision: StepperPrecision,
  ): number {
    const { memory, exports } = this.device;
    const rounded = precision === 'int8';
    const address = this.takeBytes(rounded ? exports.gemvInt8Bytes(rows, columns) : exports.gemvBytes(rows, columns));
    const source = memory.arena(rows * columns * floatBytes);
    const target = memory.floats(source, rows * columns);
    const width = w.length / rows;
    for (let row = 0; row < rows; row++)
      target.set(w.subarray(row * width + from, row * width + from + columns), row * columns);
    const stride = columns * floatBytes;
    if (rounded) exports.packGemvInt8(address, source, stride, rows, columns);
    else exports.packGemv(address, source, stride, rows, columns);
    return address;
  }

  private takeBytes(bytes: number): number {
    const address = this.device.memory.allocate(bytes);
    this.addresses.push(address);
    return address;
  }
}
