/** Gives tfjs' wasm backend our kernels. */
import * as tf from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as names from '../kernels';
import { attend, attendGradient } from './attention';
import { linearCrossEntropy, linearCrossEntropyGradient } from './crossEntropy';
import { fusedMatMul } from './fusedMatMul';
import { Operands, type Attributes, type Device, type Kernel } from './kernel';
import { dropout, embedding, embeddingGradient, identity, unsortedSegmentSum } from './lookups';
import { matMul } from './matMul';
import { heapOf, WasmMemory } from './memory';
import { compileKernels, instantiate, stackBytes, type Variant } from './module';
import { recurrentBackward, recurrentForward } from './recurrent';
import { update } from './update';
import { chooseVariant } from './variant';

const kernels: Readonly<Record<string, Kernel>> = {
  [names.recurrentKernel]: recurrentForward,
  [names.recurrentGradKernel]: recurrentBackward,
  [names.linearCrossEntropyKernel]: linearCrossEntropy,
  [names.linearCrossEntropyGradKernel]: linearCrossEntropyGradient,
  [names.attentionKernel]: attend,
  [names.attentionGradKernel]: attendGradient,
  [names.embeddingKernel]: embedding,
  [names.embeddingGradKernel]: embeddingGradient,
  [names.dropoutKernel]: dropout,
  [names.matMulKernel]: matMul,
  [names.updateKernel]: update,
  [tf.BatchMatMul]: matMul,
  [tf._FusedMatMul]: fusedMatMul,
  [tf.Identity]: identity,
  [tf.UnsortedSegmentSum]: unsortedSegmentSum,
};

interface Registered extends Device {
  variant: Variant;
}
let registered: { backend: BackendWasm; device: Promise<Registered> } | undefined;

/** Once 'wasm' is the backend in use; calling it again costs nothing. `only` is for tests that want one variant. */
export async function registerWasmKernels(only?: Variant): Promise<{ variant: Variant }> {
  const backend = wasmBackend();
  if (registered?.backend !== backend || only) registered = { backend, device: register(backend, only) };
  const { variant } = await registered.device;
  return { variant };
}

let current: Registered | undefined;

/** The memory and the module in use; undefined before the kernels are registered, or where they cannot be. */
export const findWasmDevice = (): Device | undefined => current;

export function wasmDevice(): Device {
  if (!current) throw new Error('The wasm kernels are not registered.');
  return current;
}

/** @throws Error before tfjs' wasm backend has started */
export function wasmBackend(): BackendWasm {
  const backend: unknown = tf.findBackend('wasm');
  if (backend instanceof BackendWasm) return backend;
  throw new Error("The backend in use is not tfjs' wasm backend.");
}

async function register(backend: BackendWasm, only: Variant | undefined): Promise<Registered> {
  const heap = heapOf(backend);
  const variant = only ?? (await chooseVariant());
  const memory = new WasmMemory(backend, heap);
  const exports = await instantiate(await compileKernels(variant), heap.memory, memory.allocate(stackBytes));
  current = { memory, exports, variant };
  registerKernelsOn('wasm', current);
  return current;
}

/** Under any name that tfjs knows its wasm backend by. */
export function registerKernelsOn(backendName: string, device: Device): void {
  const known = new Set(tf.getKernelsForBackend(backendName).map(({ kernelName }) => kernelName));
  for (const [kernelName, play] of Object.entries(kernels)) {
    if (known.has(kernelName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      // tfjs types attributes as any map; ours come from kernelled*.ts, the others from its own ops.
      kernelFunc: ({ inputs, attrs }) =>
        play(device, new Operands(inputs, device.memory), attrs as unknown as Attributes),
    });
  }
}
