/** Measures the peak speed of the engines for every line of its input. Protocol: program.ts. */
import { createInterface } from 'node:readline';
import { findNativeDevice, nativeEngine } from '../src/engine/native/engine';
import { wasmEngine } from '../src/engine/wasm/engine';
import type { Device } from '../src/engine/wasm/kernel';
import { wasmDevice } from '../src/engine/wasm/register';
import { generationMs } from './generation';
import { cacheResident, gigaflopsOf } from './products';
import type { Figures } from './program';
import type { KernelEngine } from './results';

async function main(): Promise<void> {
  const native = await nativeFigures();
  const detail = await wasmEngine.load();
  console.log(JSON.stringify({ ready: true, detail }));
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while ((await lines.next()).done !== true) {
    console.log(
      JSON.stringify({
        ...(await peakOf('wasm', wasmDevice())),
        generationMs: await generationMs(512, 'float32'),
        roundedGenerationMs: await generationMs(512, 'int8'),
        ...native,
        // The native kernels use the same memory with every backend of tfjs.
        ...(await peakOf('native', findNativeDevice())),
      }),
    );
  }
}

/** Empty without native kernels. */
async function nativeFigures(): Promise<{ nativeGenerationMs?: number; nativeRoundedGenerationMs?: number }> {
  try {
    await nativeEngine.load();
    return {
      nativeGenerationMs: await generationMs(512, 'float32'),
      nativeRoundedGenerationMs: await generationMs(512, 'int8'),
    };
  } catch {
    return {};
  }
}

/** Empty without the device. */
async function peakOf(engine: KernelEngine, device: Device | undefined): Promise<Figures> {
  if (!device) return {};
  const { best, usual } = await gigaflopsOf(device, cacheResident, 300);
  return { [`${engine}Best`]: best, [`${engine}Usual`]: usual };
}

void main();
