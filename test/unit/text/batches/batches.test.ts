import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  epochMakers,
  mostRows,
  randomBatches,
  rowsIn,
  sequentialBatches,
  sequentialBatchesFrom,
  tokensForOneBatch,
  type Batch,
} from '../../../../src/text/batches/batches';
import { Random } from '../../../../src/text/random/random';

const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const shape = { batchSize: 3, timeSteps: 4 };

/** Row b of a time-major batch. */
const row = ({ inputs }: Batch, b: number, { timeSteps, batchSize } = shape): number[] =>
  Array.from({ length: timeSteps }, (_, t) => inputs[t * batchSize + b]!);

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

describe('batches that grow', () => {
  const rows = (batchRamp: number, epochs: number): number[] =>
    Array.from({ length: epochs }, (_, epoch) => rowsIn(epoch, { batchSize: 16, batchRamp, epochs }));

  it('have whole multiples of the first rows, up to the most in the last epoch', () => {
    assert.deepEqual(rows(4, 5), [16, 16, 32, 48, 64]);
    assert.deepEqual(rows(2, 4), [16, 16, 32, 32]);
    assert.equal(mostRows({ batchSize: 16, batchRamp: 4 }), 64);
  });

  it('stay as they are at a ramp of one, and in a run of one epoch', () => {
    assert.deepEqual(rows(1, 3), [16, 16, 16]);
    assert.deepEqual(rows(8, 1), [16]);
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

// Printed by the notes' first edition for 0..29, B = 2, T = 6 (the order of random sampling is chance).
describe('fixed windows', () => {
  const book = { batchSize: 2, timeSteps: 6 };
  const rows = (epoch: Iterable<Batch>): number[][][] => [...epoch].map(batch => [0, 1].map(b => row(batch, b, book)));

  it('are consecutive as in the first edition', () => {
    const epoch = epochMakers.fixed.sequential(upTo(30), book, new Random(1));
    assert.deepEqual(rows(epoch), [
      [
        [0, 1, 2, 3, 4, 5],
        [15, 16, 17, 18, 19, 20],
      ],
      [
        [6, 7, 8, 9, 10, 11],
        [21, 22, 23, 24, 25, 26],
      ],
    ]);
    for (const { inputs, targets } of epoch)
      assert.deepEqual(
        [...targets],
        [...inputs].map(token => token + 1),
      );
  });

  it('are sampled from the same starts in every epoch', () => {
    for (let seed = 0; seed < 5; seed++) {
      const starts = rows(epochMakers.fixed.random(upTo(30), book, new Random(seed))).flat();
      assert.deepEqual(
        starts.map(([first]) => first!).sort((a, b) => a - b),
        [0, 6, 12, 18],
      );
    }
  });

  it('give a batch where windows at any offset do', () => {
    for (const many of [book, { batchSize: 50, timeSteps: 8 }])
      for (const sampling of ['sequential', 'random'] as const)
        assert.ok(epochMakers.fixed[sampling](upTo(tokensForOneBatch(many)), many, new Random(1)).batches >= 1);
  });

  it('are none where the sequence is too short', () => {
    for (const length of [0, 1, 2, 12])
      for (const make of [epochMakers.fixed.sequential, epochMakers.fixed.random])
        assert.equal(make(upTo(length), book, new Random(1)).batches, 0);
  });
});
