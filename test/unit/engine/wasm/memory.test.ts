import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEngine } from '../../../../src/engine/open';
import { WasmMemory, type Heap } from '../../../../src/engine/wasm/memory';
import { wasmBackend } from '../../../../src/engine/wasm/register';
import { saying } from '../../said';

test('an allocation that fails says what to take less of', async () => {
  await openEngine({ engine: 'wasm' });
  const full: Heap = { memory: new WebAssembly.Memory({ initial: 1 }), malloc: () => 0, free: () => undefined };
  const memory = new WasmMemory(wasmBackend(), full);
  assert.throws(
    () => memory.arena(8),
    saying('bad-options', /^The memory of the engine is full\. Take a smaller batch/),
  );
});
