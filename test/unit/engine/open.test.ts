import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openEngine, type EngineShape } from '../../../src/engine/open';
import { defaultLanguageModelOptions } from '../../../src/protocol/model';

const shape: EngineShape = {
  ...defaultLanguageModelOptions.network,
  hiddenSize: 32,
  vocabularySize: 28,
  batchSize: 8,
  timeSteps: 10,
  threads: 1,
};

const installed = process.env.UNROLL_NATIVE;

async function withNativeFolder<T>(folder: string | undefined, run: () => Promise<T>): Promise<T> {
  if (folder === undefined) delete process.env.UNROLL_NATIVE;
  else process.env.UNROLL_NATIVE = folder;
  try {
    return await run();
  } finally {
    if (installed === undefined) delete process.env.UNROLL_NATIVE;
    else process.env.UNROLL_NATIVE = installed;
  }
}

void test('wasm starts, computes and says so', async () => {
  const { backend, report } = await openEngine({ backend: 'wasm' });
  assert.equal(backend, 'wasm');
  assert.equal(tf.getBackend(), 'wasm');
  assert.equal(tf.sum(tf.tensor1d([1, 2, 3])).dataSync()[0], 6);
  assert.equal(report.reason, 'wasm was asked for.');
  assert.match(report.measurements[0]!.detail, /^fused kernels/);
});

void test('one engine alone is not measured', async () => {
  const start = performance.now();
  const { backend, report } = await withNativeFolder(undefined, () => openEngine({ backend: 'auto', shape }));
  assert.equal(backend, 'wasm');
  assert.match(report.reason, /native is not available: tfjs-node is not installed/);
  assert.match(report.reason, /only engine, so nothing was measured/);
  assert.ok(report.measurements.every(({ tokensPerSecond }) => tokensPerSecond === undefined));
  assert.ok(performance.now() - start < 600);
});

for (const [fault, source] of [
  ['throws', 'throw new TypeError("no such library");'],
  ['crashes', 'process.kill(process.pid, "SIGSEGV");'],
  [
    'computes wrongly',
    'module.exports = { tensor2d: () => 0, matMul: () => ({ dataSync: () => [1] }), grad: () => () => ({ dataSync: () => [] }), getBackend: () => "tensorflow" };',
  ],
])
  void test(`a tfjs-node that ${fault} is a reason, and wasm takes its place`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-'));
    const broken = join(folder, 'node_modules/@tensorflow/tfjs-node');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'index.js'), source!);
    try {
      const engine = await withNativeFolder(join(folder, 'node_modules'), () => openEngine({ backend: 'native' }));
      assert.equal(engine.backend, 'wasm');
      assert.match(engine.report.reason, /native is not available: tfjs-node is installed but does not work/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

void test(
  'auto measures both engines and takes the faster',
  { skip: !installed && 'UNROLL_NATIVE names no folder' },
  async () => {
    const { backend, report } = await openEngine({ backend: 'auto', shape });
    const speeds = new Map(report.measurements.map(entry => [entry.backend, entry.tokensPerSecond ?? 0]));
    assert.ok([...speeds.values()].every(speed => speed > 0));
    assert.equal(speeds.get(backend), Math.max(...speeds.values()));
    assert.equal(tf.getBackend(), backend === 'native' ? 'tensorflow' : backend);
    const before = tf.memory().numTensors;
    await openEngine({ backend: 'auto', shape });
    assert.equal(tf.memory().numTensors, before);
  },
);
