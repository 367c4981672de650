/** Runs tests on each engine with our kernels on tfjs' wasm memory: the WebAssembly and the native one. */
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

/** Why tests of the native kernels are skipped; false if they are not. */
export const withoutNative = existsSync(addonFile()) ? false : 'no C compiler was there to build the native kernels';

const engines = [
  { engine: wasmEngine, skip: false, find: findWasmDevice },
  { engine: nativeEngine, skip: withoutNative, find: findNativeDevice },
] as const;

/** @param hold defines the tests; `device` returns the device while they run */
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
