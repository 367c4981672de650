/** What the engine could reach, measured whenever a line comes in. Protocol: program.ts. */
import { createInterface } from 'node:readline';
import { loaders } from '../src/engine/loaders';
import { generationMs } from './generation';
import { cacheResident, gigaflopsOf } from './products';

async function main(): Promise<void> {
  const { available, detail } = await loaders.wasm();
  if (!available) throw new Error(detail);
  console.log(JSON.stringify({ ready: true, detail }));
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while ((await lines.next()).done !== true) {
    console.log(JSON.stringify({ gigaflops: gigaflopsOf(cacheResident, 300), generationMs: generationMs(512) }));
  }
}

void main();
