/** The compiled kernels by themselves: every build of this processor, the memory they work in, the threads that load them. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assetsFolder } from '../../../../src/engine/assets';
import { addonFile, loadBuilds } from '../../../../src/engine/native/addon';
import { answersOf, examinationMemory, gapBetween } from '../../../../src/engine/native/examination';
import { compileKernels, instantiate, isKernelExports } from '../../../../src/engine/wasm/module';
import { withoutNative as skip } from '../kernelEngines';

for (const build of skip ? [] : loadBuilds(addonFile())) {
  void test(`${build.name}: the answers of the WebAssembly kernels`, async () => {
    const own = examinationMemory();
    const answers = answersOf(build.on(own), own);
    const memory = examinationMemory();
    const exports = await instantiate(await compileKernels('simd'), memory, 0);
    const expected = answersOf(exports, memory);
    assert.equal(answers.length, expected.length);
    expected.forEach((answer, i) => {
      assert.ok(answer.values.length > 0);
      const gap = gapBetween(answers[i]!, answer);
      assert.ok(gap <= 1e-6, `${answer.question} differs by ${gap}`);
    });
  });

  void test(`${build.name}: the memory may grow between calls`, () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const kernels = build.on(memory);
    new Float32Array(memory.buffer, 8, 3).set([1, 2, 3]);
    kernels.copy(1024, 8, 3);
    memory.grow(4000);
    kernels.copy(200_000_000, 1024, 3);
    assert.deepEqual([...new Float32Array(memory.buffer, 200_000_000, 3)], [1, 2, 3]);
  });

  void test(`${build.name}: what is no memory or no number is refused`, () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const kernels = build.on(memory);
    const call = (name: 'copy' | 'sum', given: unknown[]) => (): unknown =>
      Reflect.apply(kernels[name].bind(kernels), undefined, given);
    assert.throws(call('copy', [8]), /too few arguments/);
    assert.throws(call('sum', ['a', 'b', 'c', 'd']), /takes numbers/);
    const detached = { buffer: new ArrayBuffer(8) };
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    const bound: unknown = Reflect.apply(build.on, undefined, [detached]);
    assert.ok(isKernelExports(bound));
    assert.throws(() => {
      bound.copy(0, 0, 1);
    }, /needs the buffer of a memory/);
  });
}

/** One after the other: each thread loads the module, and takes it away when it ends. */
const manyThreads = `
  const { Worker } = require('node:worker_threads');
  const script = \`
    const { workerData } = require('node:worker_threads');
    for (const { copy } of Object.values(require(workerData))) {
      const floats = new Float32Array([5, 0]);
      copy(floats.buffer, 4, 0, 1);
      if (floats[1] !== 5) throw new Error('wrong');
    }\`;
  (async () => {
    for (let i = 0; i < 100; i++) {
      const worker = new Worker(script, { eval: true, workerData: process.argv[1] });
      const code = await new Promise((resolve, reject) => worker.once('error', reject).once('exit', resolve));
      if (code !== 0) throw new Error('exit ' + code);
    }
    console.log('done');
  })();`;

void test('loaded and left by a hundred threads', { skip }, () => {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-e', manyThreads, addonFile()], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, signal, stdout.trim()], [0, null, 'done'], stderr);
});

/** The compiler's own library, which has to be loaded before any other. */
function addressSanitizer(): string | undefined {
  try {
    const path = execFileSync('cc', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).trim();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

const sanitized = join(assetsFolder, 'native-sanitized.node');
const library = existsSync(sanitized) ? addressSanitizer() : undefined;

void test('the sanitizers find nothing', { skip: library ? false : 'no compiler with sanitizers is here' }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(assetsFolder, 'nativeProbe.js'), sanitized], {
    encoding: 'utf8',
    env: { ...process.env, LD_PRELOAD: library, ASAN_OPTIONS: 'detect_leaks=0' },
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^(avx512|avx2|sse4|neon)$/m);
});
