import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { CancellationToken } from 'vscode-jsonrpc';
import { Inference } from '../../../../src/host/process/inference';
import { defaultSamplingOptions } from '../../../../src/protocol/model';
import type { ContinueTextResult } from '../../../../src/protocol/worker';
import { RecordedLog, writeProgram } from './program';

/** Answers with how often a model was opened in this process; the prefix 'die' ends it. */
const body = `
let opened = 0;
connection.onRequest('openModel', ({ modelFolder }) => { opened++; return { id: 'm', folder: modelFolder, name: 'm' }; });
connection.onRequest('continueText', ({ prefix }) => {
  if (prefix === 'die') process.exit(3);
  return { continuation: 'opened ' + opened, unknown: [], tokens: 1, milliseconds: process.pid };
});`;

function setUp(
  context: TestContext,
  idleMinutes: number,
): { inference: Inference; ask: (folder: string, prefix?: string) => Promise<ContinueTextResult> } {
  const { program, remove } = writeProgram(body);
  const inference = new Inference({
    program,
    log: new RecordedLog(),
    backend: () => 'auto',
    idleMinutes: () => idleMinutes,
  });
  context.after(() => {
    inference.dispose();
    remove();
  });
  const ask = (modelFolder: string, prefix = 'a'): Promise<ContinueTextResult> =>
    inference.continueText(
      { modelFolder, prefix, most: { tokens: 1 }, stopAt: [], sampling: defaultSamplingOptions, timeBudgetMs: 0 },
      CancellationToken.None,
    );
  return { inference, ask };
}

test('the process starts with the first request, and a model is opened once', async context => {
  const { inference, ask } = setUp(context, 1);
  assert.equal(inference.isLoaded, false);
  const answers = await Promise.all([ask('/a'), ask('/a')]);
  assert.deepEqual(
    answers.map(({ continuation }) => continuation),
    ['opened 1', 'opened 1'],
  );
  assert.equal((await ask('/a')).continuation, 'opened 1');
  assert.equal((await ask('/b')).continuation, 'opened 2');
  assert.equal(inference.isLoaded, true);
});

test('after idle minutes it is let go, and comes back with the next request', async context => {
  const { inference, ask } = setUp(context, 0.001);
  const first = await ask('/a');
  for (let wait = 0; wait < 100 && inference.isLoaded; wait++) await delay(20);
  assert.equal(inference.isLoaded, false);
  assert.notEqual((await ask('/a')).milliseconds, first.milliseconds);
});

test('a process that keeps dying is not started for ever', async context => {
  const { ask } = setUp(context, 1);
  for (let death = 0; death < 2; death++) await assert.rejects(ask('/a', 'die'), { code: 'worker-died' });
  assert.equal((await ask('/a')).continuation, 'opened 1');
  for (let death = 0; death < 3; death++) await assert.rejects(ask('/a', 'die'), /exit code 3/);
  await assert.rejects(ask('/a'), /keeps ending/);
});
