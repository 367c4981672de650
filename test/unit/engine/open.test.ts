import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { engineNamed } from '../../../src/engine/engines';
import type { Candidate } from '../../../src/engine/measure';
import { openEngine } from '../../../src/engine/open';
import { kernelNames } from '../../../src/engine/wasm/module';
import type { EngineName } from '../../../src/protocol/model';
import { withoutNative } from './kernelEngines';
import { withMeasurements } from './measurements';
import { said } from '../said';

/** A step that takes so many milliseconds on an engine. */
const taking =
  (milliseconds: Partial<Record<EngineName, number>>) =>
  (engine: EngineName): Candidate => ({
    tokens: 80,
    step: () => setTimeout(milliseconds[engine] ?? 1),
    dispose: () => undefined,
  });

const installed = process.env.UNROLL_TFJS_NODE;

async function withTfjsNodeFolder<T>(folder: string | undefined, run: () => Promise<T>): Promise<T> {
  if (folder === undefined) delete process.env.UNROLL_TFJS_NODE;
  else process.env.UNROLL_TFJS_NODE = folder;
  try {
    return await run();
  } finally {
    if (installed === undefined) delete process.env.UNROLL_TFJS_NODE;
    else process.env.UNROLL_TFJS_NODE = installed;
  }
}

const nativeFile = process.env.UNROLL_NATIVE_FILE;

async function withNativeFile<T>(file: string, run: () => Promise<T>): Promise<T> {
  process.env.UNROLL_NATIVE_FILE = file;
  try {
    return await run();
  } finally {
    if (nativeFile === undefined) delete process.env.UNROLL_NATIVE_FILE;
    else process.env.UNROLL_NATIVE_FILE = nativeFile;
  }
}

void test('wasm starts, computes and says so', async () => {
  const { name, report } = await openEngine({ engine: 'wasm' });
  assert.equal(name, 'wasm');
  assert.equal(tf.getBackend(), 'wasm');
  assert.equal(tf.sum(tf.tensor1d([1, 2, 3])).dataSync()[0], 6);
  assert.equal(said(report.reason), 'wasm was asked for.');
  assert.match(said(report.measurements[0]!.detail), /^fused kernels/);
});

/** What `auto` says where there are no native kernels, and tfjs-node is in no folder or in one without it. */
const alone = (folder?: string): ReturnType<typeof openEngine> =>
  withTfjsNodeFolder(folder, () =>
    withNativeFile('nothing.node', () =>
      openEngine({ engine: 'auto', candidate: () => assert.fail('nothing is to be measured') }),
    ),
  );

void test('one engine alone is not measured; why those that nobody asked for are missing stands in their details', async () => {
  const { name, report } = await alone();
  assert.equal(name, 'wasm');
  assert.equal(said(report.reason), 'wasm is the only engine, so nothing was measured.');
  const details = new Map(report.measurements.map(({ engine, detail }) => [engine, said(detail)]));
  assert.match(details.get('native')!, /there are no native kernels for \w+ on \w+\./);
  assert.match(details.get('tfjs-node')!, /tfjs-node is (not installed|installed but does not work)/);
  assert.ok(report.measurements.every(({ tokensPerSecond }) => tokensPerSecond === undefined));
});

void test('who said where tfjs-node is, is told that it is not', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'unroll-'));
  try {
    const reason = said((await alone(empty)).report.reason);
    assert.match(reason, /^tfjs-node is not available: tfjs-node is not installed\./);
    assert.doesNotMatch(reason, /native/);
  } finally {
    rmSync(empty, { recursive: true });
  }
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
      const engine = await withTfjsNodeFolder(join(folder, 'node_modules'), () => openEngine({ engine: 'tfjs-node' }));
      assert.equal(engine.name, 'wasm');
      assert.match(said(engine.report.reason), /tfjs-node is not available: tfjs-node is installed but does not work/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

/** A module of another kind can stand in for the add-on: it is loaded in the same way. */
for (const [fault, source, reason] of [
  ['is no module', 'This is no module.', /do not work here: .*SyntaxError|do not work here: /],
  ['crashes', 'process.kill(process.pid, "SIGSEGV");', /they ended their process \(SIGSEGV\)/],
  ['hands out nothing', 'module.exports = {};', /there is no build for this processor/],
  ['lacks kernels', 'module.exports = { avx2: { gemm() {} } };', /of another version/],
  ['computes wrongly', wrongKernels(), /avx2 computes "product, turned false false" wrongly/],
] as const)
  void test(`an add-on that ${fault} is a reason, and wasm takes its place`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-'));
    const file = join(folder, 'native.js');
    writeFileSync(file, source);
    try {
      const { name, report } = await withNativeFile(file, () => openEngine({ engine: 'native' }));
      assert.equal(name, 'wasm');
      assert.match(said(report.reason), /native is not available: the native kernels do not work here/);
      assert.match(said(report.reason), reason);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

/** They do nothing, and need no scratch. */
function wrongKernels(): string {
  return `module.exports = { avx2: Object.fromEntries(${JSON.stringify(kernelNames)}.map(name => [name, () => 0])) };`;
}

void test('with nothing to measure auto takes the first engine that starts, and loads no other', async () => {
  const { name, report } = await openEngine({ engine: 'auto' });
  assert.equal(name, withoutNative ? 'wasm' : 'native');
  assert.deepEqual(
    report.measurements.map(({ engine }) => engine),
    withoutNative ? ['native', 'wasm'] : ['native'],
  );
});

for (const [faster, milliseconds] of [
  ['wasm', { native: 20, 'tfjs-node': 20 }],
  ['tfjs-node', { wasm: 20, native: 20 }],
] as const)
  void test(
    `auto measures the engines and takes the fastest: ${faster}`,
    { skip: !installed && 'UNROLL_TFJS_NODE names no folder' },
    async () => {
      const { name, report } = await openEngine({ engine: 'auto', candidate: taking(milliseconds) });
      assert.equal(name, faster);
      const measured = report.measurements.filter(({ available }) => available);
      assert.ok(measured.every(({ tokensPerSecond = 0 }) => tokensPerSecond > 0));
      assert.equal(tf.getBackend(), engineNamed(faster).tensorflowName);
    },
  );

void test('auto takes the native kernels where they are faster', { skip: withoutNative }, async () => {
  const candidate = taking({ wasm: 20, 'tfjs-node': 20 });
  const { name, report } = await openEngine({ engine: 'auto', candidate });
  assert.equal(name, 'native');
  assert.match(said(report.reason), /native [\d,]+ tokens\/s/);
  assert.equal(tf.sum(tf.tensor1d([1, 2, 3])).dataSync()[0], 6);
});

void test(
  'engines are measured once for a shape, and the next run says that it remembers',
  { skip: withoutNative },
  async () => {
    await withMeasurements(async () => {
      const races: EngineName[] = [];
      const open = (shape: string): ReturnType<typeof openEngine> =>
        openEngine({
          engine: 'auto',
          shape,
          candidate: name => {
            races.push(name);
            return taking({ wasm: 20, 'tfjs-node': 20 })(name);
          },
        });
      const first = await open('a');
      const raced = races.length;
      assert.ok(raced >= 2);
      const second = await open('a');
      assert.equal(races.length, raced);
      assert.equal(second.name, first.name);
      assert.deepEqual(second.report.measurements, first.report.measurements);
      assert.doesNotMatch(said(first.report.reason), /an earlier training/);
      assert.match(said(second.report.reason), /an earlier training measured/);
      await open('b');
      assert.equal(races.length, 2 * raced);
    });
  },
);
