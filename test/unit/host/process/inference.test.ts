import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { CancellationToken } from 'vscode-jsonrpc';
import { Inference } from '../../../../src/host/process/inference';
import { defaultSamplingOptions } from '../../../../src/options/sampling';
import type { ContinueTextResult, WrittenDocument } from '../../../../src/protocol/worker';
import { isRunning, RecordedLog, writeProgram } from './program';
import { message } from '../../../../src/words/message';

/** Answers with how often a model was opened in this process; the prefix 'die' ends it. */
const body = `
let opened = 0;
let followed = [];
connection.onRequest('open', async ({ modelFolder, document }) => {
  if (modelFolder === '/damaged') throw new Error('damaged');
  if (document && document.text === 'slowly') await new Promise(done => setTimeout(done, 400));
  followed = document ? [document.text] : [];
  opened++;
  return { id: 'm', folder: modelFolder, name: 'm' };
});
connection.onRequest('continue', ({ prefix }) => {
  if (prefix === 'die') process.exit(3);
  if (prefix === 'be killed') process.kill(process.pid, 'SIGKILL');
  if (prefix === 'slowly') return new Promise(done => setTimeout(() => done({ continuation: 'done', milliseconds: process.pid }), 300));
  return { continuation: 'opened ' + opened, unknown: followed, tokens: 1, milliseconds: process.pid };
});`;

type Ask = (folder: string, prefix?: string, document?: WrittenDocument) => Promise<ContinueTextResult>;

function setUp(context: TestContext, idleMinutes: number): { inference: Inference; ask: Ask } {
  const { program, remove } = writeProgram(body);
  const inference = new Inference({
    program,
    log: new RecordedLog(),
    engine: () => 'auto',
    idleMinutes: () => idleMinutes,
  });
  context.after(() => {
    inference.dispose();
    remove();
  });
  const ask: Ask = (modelFolder, prefix = 'a', document) =>
    inference.continueText(
      {
        modelFolder,
        prefix,
        most: { tokens: 1 },
        stopAt: [],
        sampling: defaultSamplingOptions,
        timeBudgetMs: 0,
        ...(document ? { document } : {}),
      },
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

test('a model that is prepared is open when it is asked; one that cannot be opened fails when it is asked', async context => {
  const { inference, ask } = setUp(context, 1);
  await Promise.all([inference.prepare('/a'), inference.prepare('/a')]);
  assert.equal(inference.isLoaded, true);
  assert.equal((await ask('/a')).continuation, 'opened 1');
  await inference.prepare('/damaged');
  await assert.rejects(ask('/damaged'), /damaged/);
  assert.equal((await ask('/a')).continuation, 'opened 2');
});

test('a model that was trained on is prepared anew', async context => {
  const { inference, ask } = setUp(context, 1);
  const { folder, write } = modelFolder(context);
  const { milliseconds: earlier } = await ask(folder);
  write('other weights');
  await inference.prepare(folder);
  assert.equal(inference.isLoaded, true);
  assert.notEqual((await ask(folder)).milliseconds, earlier);
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
  await assert.rejects(ask('/a'), { sentence: message('error.workerKeepsDying') });
});

function modelFolder(context: TestContext): { folder: string; write: (weights: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-model-'));
  const write = (weights: string): void => {
    writeFileSync(join(folder, 'weights.safetensors'), weights);
  };
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  write('weights');
  return { folder, write };
}

test('a request under way is answered though the models change, and its process then goes', async context => {
  const { inference, ask } = setUp(context, 1);
  const { folder, write } = modelFolder(context);
  const { milliseconds: pid } = await ask(folder);
  const answer = ask(folder, 'slowly');
  await delay(50);
  await inference.renewChanged();
  assert.equal(inference.isLoaded, true, 'nothing of the open model has changed');
  write('other weights');
  await inference.renewChanged();
  const next = await ask(folder);
  assert.notEqual(next.milliseconds, pid);
  assert.equal(next.continuation, 'opened 1', 'it was opened before the other was let go');
  assert.equal((await answer).continuation, 'done');
  for (let wait = 0; wait < 100 && isRunning(pid); wait++) await delay(20);
  assert.equal(isRunning(pid), false);
});

test('what was being written is learned before another process takes over, and until then the old one answers', async context => {
  const { inference, ask } = setUp(context, 1);
  const { folder, write } = modelFolder(context);
  const { milliseconds: pid } = await ask(folder, 'a', { id: 'document', text: 'slowly' });
  write('other weights');
  const renewed = inference.renewChanged();
  await delay(100);
  assert.equal((await ask(folder, 'a', { id: 'document', text: 'slowly' })).milliseconds, pid);
  await renewed;
  const next = await ask(folder);
  assert.notEqual(next.milliseconds, pid);
  assert.deepEqual(next.unknown, ['slowly']);
});

test('says that a model is being opened, where that takes a moment', async context => {
  const { inference, ask } = setUp(context, 1);
  const said: boolean[] = [];
  inference.onDidChangeLoading(() => said.push(inference.isLoading));
  await ask('/a', 'a', { id: 'document', text: 'slowly' });
  assert.deepEqual(said, [true, false]);
  await ask('/a');
  await assert.rejects(ask('/damaged'));
  assert.equal(inference.isLoading, false);
});

test('a model whose folder is gone is let go', async context => {
  const { inference, ask } = setUp(context, 1);
  const { folder } = modelFolder(context);
  await ask(folder);
  rmSync(folder, { recursive: true });
  await inference.renewChanged();
  assert.equal(inference.isLoaded, false);
});

test('a process killed while it works is an error that is said', async context => {
  const { ask } = setUp(context, 1);
  await assert.rejects(ask('/a', 'be killed'), { code: 'worker-died' });
});
