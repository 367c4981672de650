/** Runs tests once on each engine that has kernels of ours on tfjs' wasm memory: WebAssembly's and the native ones. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe } from 'node:test';
import { getBackend } from '@tensorflow/tfjs-core';
import { addonFile } from '../../../src/engine/native/addon';
import { findNativeDevice, nativeEngine } from '../../../src/engine/native/engine';
import { wasmEngine } from '../../../src/engine/wasm/engine';
import type { Device } from '../../../src/engine/wasm/kernel';
import { findWasmDevice } from '../../../src/engine/wasm/register';
import { said } from '../said';

/** Why tests of the native kernels are skipped; false where they are not. */
export const withoutNative = existsSync(addonFile()) ? false : 'no C compiler was there to build the native kernels';

const engines = [
  { engine: wasmEngine, skip: false, find: findWasmDevice },
  { engine: nativeEngine, skip: withoutNative, find: findNativeDevice },
] as const;

/** @param hold defines the tests; the device is there when they run */
export function onKernelEngines(hold: (device: () => Device) => void): void {
  for (const { engine, skip, find } of engines)
    void describe(`${engine.name} kernels`, { skip }, () => {
      before(async () => {
        assert.match(said(await engine.load()), /^(fused kernels|native kernels), /);
        assert.equal(getBackend(), engine.tensorflowName);
      });
      hold(() => find()!);
    });
}
