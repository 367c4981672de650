import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stepper } from '../../../src/engine/contract';
import { windowStart } from '../../../src/protocol/completion';
import { PrefixReader } from '../../../src/predictor/prefixReader';

/** Its state is the last 200 tokens: all that it can see. Counts its steps. */
class CountingStepper implements Stepper {
  steps = 0;
  seen: number[] = [];
  reset(): void {
    this.seen = [];
  }
  step(token: number): Float32Array {
    this.steps++;
    this.seen = [...this.seen.slice(-199), token];
    return new Float32Array(1);
  }
  save(): Float32Array {
    return Float32Array.from(this.seen);
  }
  restore(state: Float32Array): void {
    this.seen = [...state];
  }
  dispose(): void {
    this.seen = [];
  }
}

const signal = new AbortController().signal;
const document = Array.from({ length: 1_000_000 }, (_, i) =>
  String.fromCharCode(97 + ((i * i * 7 + i * 13 + (i >> 9)) % 26)),
).join('');

function setUp() {
  const stepper = new CountingStepper();
  const reader = new PrefixReader(stepper);
  /** Reads the window before the cursor as ghost text does; returns the steps that it took. */
  const stepsAt = async (text: string, offset: number): Promise<number> => {
    const before = stepper.steps;
    const ids = Int32Array.from(text.slice(windowStart(offset), offset), character => character.charCodeAt(0));
    const rest = await reader.read(ids, signal, () => Promise.resolve());
    const expected = Array.from(ids.subarray(0, -1)).slice(-200);
    assert.deepEqual([...rest], Array.from(ids.subarray(-1)));
    assert.deepEqual(stepper.seen, expected, `the state at ${offset} has read what stands before it`);
    return stepper.steps - before;
  };
  return { stepsAt };
}

for (const place of [0, 1990, 2500, 500_000, 995_000])
  test(`one step a key while typing from character ${place} of a megabyte`, async () => {
    const { stepsAt } = setUp();
    assert.ok((await stepsAt(document, place)) <= 1000);
    for (let key = 1; key <= 1100; key++) {
      const steps = await stepsAt(document, place + key);
      assert.ok(steps <= 1, `${steps} steps for key ${key}`);
    }
  });

test('text inserted in the middle of a megabyte costs one step a key as well', async () => {
  const { stepsAt } = setUp();
  const [head, tail] = [document.slice(0, 400_950), document.slice(400_950)];
  await stepsAt(document, head.length);
  for (let key = 1; key <= 100; key++)
    assert.ok((await stepsAt(head + 'x'.repeat(key) + tail, head.length + key)) <= 1);
});

test('deleting goes back to what was read', async () => {
  const { stepsAt } = setUp();
  for (let offset = 300_000; offset < 300_100; offset++) await stepsAt(document, offset);
  let steps = 0;
  for (let offset = 300_099; offset > 299_700; offset--) steps += await stepsAt(document, offset);
  assert.ok(steps / 400 < 4, `${steps / 400} steps a key`);
});

test('the cursor moved a little reads on from a state nearby', async () => {
  const { stepsAt } = setUp();
  await stepsAt(document, 300_000);
  assert.ok((await stepsAt(document, 299_500)) <= 100);
  assert.ok((await stepsAt(document, 300_150)) <= 151);
});

test('two documents that end alike do not share a state where one of them is short', async () => {
  const { stepsAt } = setUp();
  await stepsAt(`zzz${document.slice(0, 100)}`, 103);
  assert.equal(await stepsAt(document, 100), 99);
});

test('the states kept have a bound', async () => {
  const stepper = Object.assign(new CountingStepper(), { save: () => new Float32Array(1_000_000) });
  const before = process.memoryUsage().arrayBuffers;
  await new PrefixReader(stepper).read(new Int32Array(1000), signal, () => Promise.resolve());
  assert.ok(process.memoryUsage().arrayBuffers - before < 200e6);
});
