import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type * as names from '../kernels';
import type { WasmMemory } from './memory';
import type { KernelExports } from './module';

/** What every kernel works with. */
export interface Device {
  memory: WasmMemory;
  exports: KernelExports;
}

export type Attributes = names.RecurrentAttributes &
  names.RecurrentGradAttributes &
  names.LinearCrossEntropyAttributes &
  names.EmbeddingGradAttributes &
  names.DropoutAttributes &
  names.MatMulAttributes &
  names.UpdateAttributes &
  OwnAttributes;

/** Of the ops of tfjs that are replaced. */
interface OwnAttributes {
  numSegments: number;
  activation: string | null | undefined;
  leakyreluAlpha: number | undefined;
}

export type Kernel = (device: Device, operands: Operands, attributes: Attributes) => TensorInfo | TensorInfo[];

/** The inputs of a kernel, by name. */
export class Operands {
  constructor(
    private readonly inputs: NamedTensorInfoMap,
    private readonly memory: WasmMemory,
  ) {}

  find(name: string): TensorInfo | undefined {
    return this.inputs[name];
  }

  get(name: string): TensorInfo {
    const input = this.find(name);
    if (input) return input;
    throw new Error(`The operand "${name}" of a kernel is missing.`);
  }

  shape(name: string): number[] {
    return this.get(name).shape;
  }

  /** Rows and columns, all but the last axis taken together. */
  matrix(name: string): [number, number] {
    const shape = this.shape(name);
    const columns = shape.at(-1) ?? 1;
    return [sizeOf(shape.slice(0, -1)), columns];
  }

  /** Where it lies; 0 where it was left out. */
  address(name: string): number {
    const input = this.find(name);
    return input ? this.memory.address(input) : 0;
  }
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);
