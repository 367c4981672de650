/** tfjs' wasm memory: where its tensors lie, and room of our own, all from tfjs' allocator, the only one to grow it. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { UnrollError } from '../../protocol/errors';
import { message } from '../../words/message';

export class WasmMemory {
  private arenaAddress = 0;
  private arenaBytes = 0;

  constructor(
    private readonly backend: BackendWasm,
    private readonly heap: Heap,
  ) {}

  /** In bytes, 8-byte aligned; stays while the tensor lives, also when the memory grows. */
  address(tensor: TensorInfo): number {
    return this.backend.getMemoryOffset(tensor.dataId);
  }

  output(shape: number[], dtype: DataType = 'float32'): TensorInfo {
    return this.backend.makeOutput(shape, dtype);
  }

  /** Another tensor with the data of this one, until either is disposed. */
  share({ dataId, shape, dtype }: TensorInfo): TensorInfo {
    this.backend.incRef(dataId);
    return { dataId, shape, dtype };
  }

  isShared(tensor: TensorInfo): boolean {
    return this.backend.refCount(tensor.dataId) > 1;
  }

  scalar(value: number): TensorInfo {
    const tensor = this.output([]);
    this.floats(this.address(tensor), 1)[0] = value;
    return tensor;
  }

  /** Scratch for one kernel, until the next asks: one block that is reused and only ever grows. */
  arena(bytes: number): number {
    if (bytes > this.arenaBytes) {
      if (this.arenaAddress) this.free(this.arenaAddress);
      this.arenaBytes = 0;
      this.arenaAddress = this.allocate(bytes);
      this.arenaBytes = bytes;
    }
    return this.arenaAddress;
  }

  allocate(bytes: number): number {
    const address = this.heap.malloc(bytes);
    if (address === 0) throw new UnrollError('bad-options', message('error.engineMemory'));
    return address;
  }

  free(address: number): void {
    this.heap.free(address);
  }

  /** A view is invalid once the memory has grown: make a new one after every allocation. */
  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.heap.memory.buffer, address, count);
  }

  words(address: number, count: number): Int32Array {
    return new Int32Array(this.heap.memory.buffer, address, count);
  }
}

/** What tfjs' build offers beside the tensors: its memory (exported by the plain and the SIMD build) and its allocator. */
export interface Heap {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(address: number): void;
}

export function heapOf({ wasm }: BackendWasm): Heap {
  const memory = property(property(wasm, 'asm'), 'memory');
  const malloc = property(wasm, '_malloc');
  const free = property(wasm, '_free');
  if (!(memory instanceof WebAssembly.Memory) || typeof malloc !== 'function' || typeof free !== 'function')
    throw new Error("tfjs' memory was not found: its build is not the one this was written for.");
  return {
    memory,
    // Beyond 2 GB the address comes as a negative number.
    malloc: bytes => Number(Reflect.apply(malloc, wasm, [bytes])) >>> 0,
    free: address => void Reflect.apply(free, wasm, [address]),
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
