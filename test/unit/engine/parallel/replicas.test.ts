import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { openEngine } from '../../../../src/engine/open';
import { soloReplica } from '../../../../src/engine/parallel/replica';
import { runAsReplica, startReplicas } from '../../../../src/engine/parallel/start';
import { createMemory, MeetingPlace } from '../../../../src/engine/parallel/meetingPlace';
import { sharedReplica } from '../../../../src/engine/parallel/sharedReplica';
import { engineNamed } from '../../../../src/engine/engines';
import { threadCount } from '../../../../src/engine/parallel/threadCount';
import { UnrollError } from '../../../../src/protocol/errors';
import { message } from '../../../../src/words/message';
import { saying } from '../../said';
import { trainOn, values, type Plan } from './training';

/** This module is the script of the other threads too. */
const workerFile = fileURLToPath(import.meta.url);

if (isMainThread) holdReplicasTogether();
else
  void runAsReplica(async (replica, payload) => {
    const plan = payload as Plan;
    await openEngine({ engine: plan.engine });
    await trainOn(replica, plan);
  }).catch(() => undefined);

async function train(count: number, plan: Plan): ReturnType<typeof trainOn> {
  await openEngine({ engine: plan.engine });
  const group = startReplicas({ count, workerFile, values, payload: plan });
  try {
    return await trainOn(group.replica, plan);
  } finally {
    group.dispose();
  }
}

const furthest = (a: number[], b: number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

function holdReplicasTogether(): void {
  for (const engine of ['cpu', 'wasm', 'native'] as const) {
    void test(`${engine}: two and three replicas train like one`, async () => {
      const plan: Plan = { engine, steps: 5 };
      const one = await train(1, plan);
      for (const count of [2, 3]) {
        const many = await train(count, plan);
        assert.ok(furthest(many.losses, one.losses) <= 1e-6, `losses differ by ${furthest(many.losses, one.losses)}`);
        assert.ok(
          furthest(many.weights, one.weights) <= 1e-6,
          `weights differ by ${furthest(many.weights, one.weights)}`,
        );
      }
      assert.ok(one.losses.at(-1)! < one.losses[0]!);
    });
  }

  void test('the same count gives the same bits', async () => {
    const plan: Plan = { engine: 'wasm', steps: 5 };
    assert.deepEqual(await train(2, plan), await train(2, plan));
  });

  void test('a replica that fails ends the waiting of the others, with its cause', async () => {
    const training = train(2, { engine: 'cpu', steps: 5, fails: { rank: 1, step: 2 } });
    await assert.rejects(training, saying('internal', /^Another training thread failed: it ran out of ideas\.$/));
  });

  void test('what a replica says as it fails reaches the others as a sentence of the catalogue, or cut where it is long', () => {
    const failed = (thrown: unknown): MeetingPlace => {
      const memory = createMemory(2, 1);
      new MeetingPlace(memory).fail(thrown);
      return new MeetingPlace(memory);
    };
    const full = failed(new UnrollError('bad-options', message('error.engineMemory')));
    assert.throws(
      () => full.meet(1),
      saying('internal', /failed: The memory of the engine is full\. Take a smaller batch/),
    );
    const long = failed(new Error('\u0001'.repeat(10_000)));
    assert.throws(() => long.meet(1), saying('internal', /^Another training thread failed: /));
  });

  void test('a replica that never comes ends the waiting with advice', () => {
    const place = new MeetingPlace(createMemory(2, 1));
    assert.throws(
      () => place.meet(1),
      saying('internal', /^A training thread stopped answering\. Train again, with fewer threads\.$/),
    );
  });

  void test('every row of a batch belongs to one replica', () => {
    for (const [batchSize, count] of [
      [9, 2],
      [32, 3],
      [5, 4],
    ] as const) {
      const place = new MeetingPlace(createMemory(count, 1));
      const rows = Array.from({ length: count }, (_, rank) => sharedReplica(rank, count, place).rows(batchSize));
      assert.deepEqual([0, ...rows.map(([, to]) => to)], [...rows.map(([from]) => from), batchSize]);
    }
    assert.deepEqual(soloReplica.rows(9), [0, 9]);
  });

  void test('TensorFlow has threads of its own', () => {
    assert.equal(engineNamed('tfjs-node').threadsFor(4, 32), 1);
    assert.equal(engineNamed('wasm').threadsFor(4, 32), 4);
  });

  void test('threads: one core is left for the editor, unless there are two; four rows a thread at least', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 16].map(cores => threadCount(0, 32, cores)),
      [1, 2, 2, 3, 8],
    );
    assert.equal(threadCount(5, 32, 2), 5);
    assert.equal(threadCount(0, 3, 8), 1);
  });
}
