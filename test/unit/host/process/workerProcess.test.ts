import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import { workerEnvironment } from '../../../../src/host/process/environment';
import { WorkerProcess, type WorkerSetup } from '../../../../src/host/process/workerProcess';
import type { UnrollError } from '../../../../src/protocol/errors';
import { textMessage } from '../../../../src/protocol/message';
import type { TrainingEvent } from '../../../../src/protocol/metrics';
import { defaultLanguageModelOptions } from '../../../../src/options/language';
import type { VocabularyRequest } from '../../../../src/protocol/worker';
import { isRunning, RecordedLog, writeProgram } from './program';

const vocabulary: VocabularyRequest = {
  source: { kind: 'text', name: 'a', text: 'a' },
  options: defaultLanguageModelOptions.text,
};

async function started(
  context: TestContext,
  body: string,
  setup: Partial<WorkerSetup> = {},
): Promise<{ worker: WorkerProcess; log: RecordedLog; events: TrainingEvent[]; deaths: UnrollError[] }> {
  const { program, remove } = writeProgram(body);
  const log = new RecordedLog();
  const events: TrainingEvent[] = [];
  const deaths: UnrollError[] = [];
  const worker = await WorkerProcess.start({
    program,
    log,
    lowPriority: true,
    onTrainingEvent: event => events.push(event),
    onDeath: cause => deaths.push(cause),
    ...setup,
  });
  context.after(() => {
    worker.dispose();
    remove();
  });
  return { worker, log, events, deaths };
}

test('requests are answered, events and output arrive', async context => {
  const { worker, log, events } = await started(
    context,
    `connection.onRequest('buildVocabulary', async parameters => {
      await connection.sendNotification('trainingEvent', { kind: 'note', message: 'hi' });
      console.log('some output');
      return { name: parameters.source.name };
    });`,
  );
  assert.equal((await worker.request('buildVocabulary', vocabulary)).name, 'a');
  assert.deepEqual(events, [{ kind: 'note', message: 'hi' }]);
  for (let wait = 0; wait < 50 && !log.lines.includes('info some output'); wait++) await delay(20);
  assert.ok(log.lines.includes('info some output'), log.lines.join('\n'));
});

test('a process that dies rejects what is under way and is reported once, with its cause', async context => {
  const { worker, deaths } = await started(
    context,
    `connection.onRequest('buildVocabulary', () => new Promise(() => {
      setTimeout(() => { process.stderr.write('out of memory\\n', () => process.exit(7)); }, 20);
    }));`,
  );
  const answers = await Promise.allSettled([
    worker.request('buildVocabulary', vocabulary),
    worker.request('buildVocabulary', vocabulary),
  ]);
  for (const answer of answers) {
    assert.ok(answer.status === 'rejected');
    assert.equal((answer.reason as UnrollError).code, 'worker-died');
    assert.equal((answer.reason as UnrollError).detail, 'exit code 7: out of memory');
  }
  assert.equal(deaths.length, 1);
  await assert.rejects(worker.request('buildVocabulary', vocabulary), { code: 'worker-died' });
});

const asking = `connection.onRequest('buildVocabulary', () => new Promise(() => setTimeout(end, 20)));\n`;

test('a death is told by its first line of error, not by what Node says after it', async context => {
  const { worker } = await started(
    context,
    `${asking}const end = () => { throw new RangeError('too large an array'); };`,
  );
  await assert.rejects(
    worker.request('buildVocabulary', vocabulary),
    ({ message }: UnrollError) => /RangeError: too large an array/.test(message) && !/Node\.js/.test(message),
  );
});

test('a process that has closed its channel is ended, and that is said', async context => {
  const body = `${asking}process.removeAllListeners('disconnect'); setInterval(() => {}, 1000); const end = () => process.disconnect();`;
  const { worker, deaths } = await started(context, body);
  const pid = worker.pid!;
  await assert.rejects(worker.request('buildVocabulary', vocabulary), /death.channelClosed/);
  while (isRunning(pid)) await delay(20);
  assert.equal(deaths.length, 1);
});

test('a mute process is ended, and that is said', async context => {
  const { worker } = await started(context, `${asking}const end = () => { for (;;); };`, {
    lookEveryMilliseconds: 400,
  });
  const pid = worker.pid!;
  await assert.rejects(worker.request('buildVocabulary', vocabulary), /death.mute.*4.8/);
  while (isRunning(pid)) await delay(20);
});

test('a busy process that answers in between is left at its work', async context => {
  const body = `let greetings = 0;
    let done;
    connection.onRequest('hello', () => { if (++greetings === 14) done({ name: 'a' }); return {}; });
    connection.onRequest('buildVocabulary', () => new Promise(resolve => { done = resolve; }));`;
  const { worker } = await started(context, body, { lookEveryMilliseconds: 400 });
  assert.equal((await worker.request('buildVocabulary', vocabulary)).name, 'a');
});

test('errors keep their code; a cancelled request reaches the process', async context => {
  const { worker } = await started(
    context,
    `const { ResponseError } = require(${JSON.stringify(process.cwd())} + '/node_modules/vscode-jsonrpc');
    connection.onRequest('buildVocabulary', (_, token) => new Promise(resolve => {
      const giveUp = () => resolve(new ResponseError(-32000, 'Given up.', { code: 'cancelled', sentence: { key: 'error.cancelled' } }));
      // A request that was cancelled before it was read comes with a token that never fires.
      if (token.isCancellationRequested) giveUp();
      else token.onCancellationRequested(giveUp);
    }));
    connection.onRequest('open', () => new ResponseError(-32000, 'Not there.', { code: 'model-not-found', detail: '/x' }));`,
  );
  await assert.rejects(worker.request('open', { modelFolder: '/x', engine: 'auto' }), {
    code: 'model-not-found',
    // What no sentence came with is shown as it is.
    sentence: textMessage('Not there.'),
    detail: '/x',
  });
  const source = new CancellationTokenSource();
  const asked = worker.request('buildVocabulary', vocabulary, source.token);
  source.cancel();
  await assert.rejects(asked, { code: 'cancelled', sentence: { key: 'error.cancelled' } });
});

test('what was cancelled before it was asked is not asked', async context => {
  const { worker } = await started(
    context,
    `let asked = 0;
    connection.onRequest('buildVocabulary', () => { asked++; return {}; });
    connection.onRequest('open', () => ({ id: String(asked), folder: '', name: '' }));`,
  );
  await assert.rejects(worker.request('buildVocabulary', vocabulary, CancellationToken.Cancelled), {
    code: 'cancelled',
  });
  const { id: timesAsked } = await worker.request('open', { modelFolder: '/x', engine: 'auto' });
  assert.equal(timesAsked, '0');
});

test('disposal ends a busy process and reports no death', async context => {
  const { worker, deaths } = await started(context, `connection.onRequest('buildVocabulary', () => { for (;;); });`);
  const asked = assert.rejects(worker.request('buildVocabulary', vocabulary), { code: 'cancelled' });
  const pid = worker.pid!;
  assert.ok(isRunning(pid));
  await delay(30);
  worker.dispose();
  await asked;
  for (let wait = 0; wait < 100 && isRunning(pid); wait++) await delay(20);
  assert.ok(!isRunning(pid));
  assert.equal(deaths.length, 0);
  assert.equal(worker.isAlive, false);
});

test('a program that is not there is an error, not a wait', async () => {
  const log = new RecordedLog();
  await assert.rejects(WorkerProcess.start({ program: '/no/such/worker.js', log, lowPriority: false }), {
    code: 'worker-died',
  });
});

test('the process gets no variables of the debugger or the editor', () => {
  const environment = workerEnvironment({
    PATH: '/bin',
    NODE_OPTIONS: '--inspect',
    ELECTRON_NO_ASAR: '1',
    VSCODE_PID: '1',
  });
  assert.deepEqual(environment, { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' });
});

test('the process looks for tfjs-node where the setting says', () => {
  const variable = 'UNROLL_TFJS_NODE';
  assert.equal(workerEnvironment({ [variable]: '/of/the/terminal' }, '/of/the/setting')[variable], '/of/the/setting');
  assert.equal(workerEnvironment({ [variable]: '/of/the/terminal' }, '')[variable], '/of/the/terminal');
});
