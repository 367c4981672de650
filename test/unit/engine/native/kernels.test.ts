import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { recurrentKernel } from '../../../../src/engine/kernels';
import { addonFile, loadBuilds } from '../../../../src/engine/native/addon';
import { nativeEngine } from '../../../../src/engine/native/engine';
import { answersOf, examinationMemory, gapBetween } from '../../../../src/engine/native/examination';
import { compileKernels, instantiate } from '../../../../src/engine/wasm/module';
import { holdKernelsToCompositions } from '../kernels';

const skip = existsSync(addonFile()) ? false : 'no C compiler was there to build the native kernels';

void describe('native kernels', { skip }, () => {
  before(async () => {
    assert.match(await nativeEngine.load(), /^kernels in C, (AVX-512|AVX2|SSE4|NEON)$/);
    assert.equal(tf.getBackend(), nativeEngine.tensorflowName);
    assert.ok(tf.getKernelsForBackend(tf.getBackend()).some(({ kernelName }) => kernelName === recurrentKernel));
  });
  holdKernelsToCompositions();
});

for (const build of skip ? [] : loadBuilds(addonFile()))
  void test(`${build.name}: the answers of the WebAssembly kernels`, async () => {
    const own = examinationMemory();
    const answers = answersOf(build.on(own), own);
    const memory = examinationMemory();
    const exports = await instantiate(await compileKernels('simd'), memory);
    exports.placeConstants(8);
    const worst: Record<string, number> = {};
    answersOf(exports, memory).forEach((expected, i) => {
      const gap = gapBetween(answers[i]!, expected);
      worst[expected.question] = gap;
      assert.ok(gap <= 2e-6, `${expected.question} differs by ${gap}`);
    });
    console.log(
      build.name,
      Math.max(...Object.values(worst)),
      Object.entries(worst).filter(([, g]) => g > 5e-7),
    );
  });
