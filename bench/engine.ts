/** Measures the peak speed of the engines for every line of its input. Protocol: program.ts. */
import { createInterface } from 'node:readline';
import { findNativeDevice, nativeEngine } from '../src/engine/native/engine';
import { wasmEngine } from '../src/engine/wasm/engine';
import { wasmDevice } from '../src/engine/wasm/register';
import { generationMs } from './generation';
import { cacheResident, gigaflopsOf } from './products';

async function main(): Promise<void> {
  const native = await nativeFigures();
  const detail = await wasmEngine.load();
  console.log(JSON.stringify({ ready: true, detail }));
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while ((await lines.next()).done !== true) {
    console.log(
      JSON.stringify({
        gigaflops: await gigaflopsOf(wasmDevice(), cacheResident, 300),
        generationMs: await generationMs(512, 'float32'),
        roundedGenerationMs: await generationMs(512, 'int8'),
        ...native,
        ...(await nativePeak()),
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

/** The native kernels use the same memory with every backend of tfjs. */
async function nativePeak(): Promise<{ nativeGigaflops?: number }> {
  const device = findNativeDevice();
  return device ? { nativeGigaflops: await gigaflopsOf(device, cacheResident, 300) } : {};
}

void main();
