import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  randomBatches,
  sequentialBatches,
  sequentialBatchesFrom,
  tokensForOneBatch,
  type Batch,
} from '../../../../src/text/batches/batches';
import { Random } from '../../../../src/text/random/random';

const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const shape = { batchSize: 3, timeSteps: 4 };

/** Row b of a time-major batch. */
const row = ({ inputs }: Batch, b: number): number[] =>
  Array.from({ length: shape.timeSteps }, (_, t) => inputs[t * shape.batchSize + b]!);

describe('sequential partitioning', () => {
  it('goes on in each row where the batch before ended', () => {
    const batches = [...sequentialBatchesFrom(upTo(100), shape, 2)];
    assert.equal(batches.length, 8);
    assert.deepEqual(row(batches[0]!, 0), [2, 3, 4, 5]);
    for (let i = 1; i < batches.length; i++)
      for (let b = 0; b < shape.batchSize; b++)
        assert.equal(row(batches[i]!, b)[0], row(batches[i - 1]!, b).at(-1)! + 1);
  });

  it('draws offsets 0..T, all of them', () => {
    const offsets = new Set<number>();
    for (let seed = 0; seed < 200; seed++)
      offsets.add([...sequentialBatches(upTo(60), shape, new Random(seed))][0]!.inputs[0]!);
    assert.deepEqual([...offsets].sort(), [0, 1, 2, 3, 4]);
  });

  it('goes through the same batches when it is iterated again', () => {
    const epoch = sequentialBatches(upTo(60), shape, new Random(1));
    assert.deepEqual([...epoch], [...epoch]);
    assert.equal([...epoch].length, epoch.batches);
    assert.ok(epoch.carriesState);
  });
});

describe('random sampling', () => {
  it('draws offsets 0..T-1, all of them, and no token twice', () => {
    const offsets = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const epoch = randomBatches(upTo(64), shape, new Random(seed));
      assert.ok(!epoch.carriesState);
      const inputs = [...epoch].flatMap(batch => [...batch.inputs]);
      assert.equal(new Set(inputs).size, inputs.length);
      assert.equal(inputs.length, epoch.batches * 12);
      offsets.add(Math.min(...inputs));
    }
    assert.deepEqual([...offsets].sort(), [0, 1, 2, 3]);
  });

  it('shuffles', () => {
    const firsts = [...randomBatches(upTo(200), shape, new Random(1))].map(batch => batch.inputs[0]!);
    assert.notDeepEqual(
      firsts,
      [...firsts].sort((a, b) => a - b),
    );
  });
});

describe('a sequence that is too short', () => {
  it('gives no batch', () => {
    for (const length of [0, 1, 4, 12])
      for (const batches of [randomBatches, sequentialBatches]) {
        const epoch = batches(upTo(length), shape, new Random(1));
        assert.equal(epoch.batches, 0);
        assert.deepEqual([...epoch], []);
      }
  });

  it('is told from one that gives a batch whatever the offset', () => {
    const enough = upTo(tokensForOneBatch(shape));
    for (let seed = 0; seed < 50; seed++) {
      assert.ok(sequentialBatches(enough, shape, new Random(seed)).batches >= 1);
      assert.ok(randomBatches(enough, shape, new Random(seed)).batches >= 1);
    }
    assert.equal(sequentialBatchesFrom(enough.subarray(1), shape, shape.timeSteps).batches, 0);
  });
});
