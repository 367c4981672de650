/** The builds of the module: none brings data of its own, and all compute the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { assetsFolder } from '../../../../src/engine/assets';
import { wasmEngine } from '../../../../src/engine/wasm/engine';
import { operations } from '../../../../src/engine/operations';
import { registerWasmKernels } from '../../../../src/engine/wasm/register';
import { plainCase, recurrentArguments } from '../cases';
import { assertClose, recurrentWithGradients } from '../comparison';
import { said } from '../../said';

before(async () => {
  assert.match(said(await wasmEngine.load()), /^fused/);
});

/** Ids of a module's sections. */
function sections(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}

for (const variant of ['simd', 'relaxed', 'wide'] as const) {
  const bytes = (): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(join(assetsFolder, `kernels-${variant}.wasm`)));

  void test(`${variant}: no static data, which would lie on top of tfjs' own`, () => {
    const found = sections(bytes());
    assert.ok(found.includes(10), 'the code section is there, so the sections were read');
    assert.ok(!found.includes(11));
  });

  void test(`${variant}: the same numbers`, async () => {
    tf.engine().startScope();
    const args = recurrentArguments('lstm', plainCase);
    const expected = recurrentWithGradients(operations, args);
    assert.equal((await registerWasmKernels(variant)).variant, variant);
    assertClose(recurrentWithGradients(operations, args), expected, 1e-5, variant);
    tf.engine().endScope();
  });
}
