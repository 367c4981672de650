import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { TrainingSession, type RunWorker } from '../../../../src/host/runs/session';
import { UnrollError } from '../../../../src/protocol/errors';
import type { TrainingEvent, TrainingResult } from '../../../../src/protocol/metrics';
import { textMessage } from '../../../../src/protocol/message';
import { apply, isResumable, type Run } from '../../../../src/protocol/run';
import { inEnglish, render } from '../../../../src/words/render';
import { metricsAt, result, runAfter, started } from './run';

const checkpoint: TrainingEvent = { kind: 'checkpoint', step: 1200, seconds: 2 };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (cause: Error) => void } {
  let settle: { resolve: (value: T) => void; reject: (cause: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  promise.catch(() => undefined);
  return { promise, resolve: value => settle?.resolve(value), reject: cause => settle?.reject(cause) };
}

const sentenceOf = ({ status }: Run): string => ('message' in status ? render(status.message, inEnglish('plain')) : '');

const stateOf = ({ status }: Run): string => status.state;

/** A session with a background process that does what the test says. */
function sessionOf(): {
  run: Run;
  session: TrainingSession;
  report: (event: TrainingEvent) => void;
  notified: string[];
  answer: (result: TrainingResult) => void;
  fail: (error: UnrollError) => void;
  ended: Promise<unknown>;
  started: Promise<void>;
} {
  const run = runAfter();
  const notified: string[] = [];
  let report: (event: TrainingEvent) => void = () => undefined;
  const request = deferred<TrainingResult>();
  const up = deferred<undefined>();
  const worker: RunWorker = {
    request: () => Promise.reject(new Error('not asked in this test')),
    notify: method => {
      notified.push(method);
    },
    dispose: () => {
      request.reject(new UnrollError('cancelled', textMessage('The background process was stopped.')));
    },
  };
  const session = new TrainingSession({
    run,
    workers: { program: '', log: quiet },
    onEvent: event => {
      apply(run, event);
    },
    startWorker: ({ onTrainingEvent }) => {
      report = onTrainingEvent ?? report;
      return Promise.resolve(worker);
    },
  });
  const ended = session
    .train(() => {
      up.resolve(undefined);
      return request.promise;
    })
    .catch((thrown: unknown) => thrown);
  return {
    run,
    session,
    report: event => {
      report(event);
    },
    notified,
    answer: request.resolve,
    fail: request.reject,
    ended,
    started: up.promise,
  };
}

describe('a training session', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('ends with the result', async () => {
    const { run, answer, ended, started: up } = sessionOf();
    await up;
    answer(result);
    assert.deepEqual(await ended, result);
    assert.deepEqual(run.status, { state: 'ended', result });
  });

  it('waits for a stop as long as the run goes on reporting, and ends as stopped', async () => {
    const { run, session, report, notified, answer, ended, started: up } = sessionOf();
    await up;
    report(started);
    session.stop();
    assert.deepEqual(notified, ['stopTraining']);
    for (let second = 0; second < 60; second += 10) {
      mock.timers.tick(10_000);
      report(metricsAt(second));
    }
    assert.equal(stateOf(run), 'stopping');
    answer({ ...result, reason: 'stopped' });
    await ended;
    assert.ok(run.status.state === 'ended' && run.status.result.reason === 'stopped');
  });

  it('ends the process of a run that goes silent over a stop, and says so', async () => {
    const { run, session, report, ended, started: up } = sessionOf();
    await up;
    report(started);
    report(checkpoint);
    session.stop();
    session.stop();
    mock.timers.tick(14_999);
    assert.equal(stateOf(run), 'stopping');
    mock.timers.tick(1);
    const thrown = await ended;
    assert.ok(thrown instanceof UnrollError && thrown.code === 'worker-died');
    assert.match(sentenceOf(run), /did not stop: nothing was heard of it for 15\ssec, .*kept as it was at step 1,200/);
    assert.deepEqual(run.status, { state: 'interrupted', message: thrown.sentence });
    assert.ok(isResumable(run));
  });

  it('is stopped before it began without being a failure', async () => {
    const { run, session, ended } = sessionOf();
    session.stop();
    const thrown = await ended;
    assert.ok(thrown instanceof UnrollError && thrown.code === 'cancelled');
    assert.equal(stateOf(run), 'interrupted');
    assert.equal(sentenceOf(run), 'Training was stopped before it began.');
    assert.ok(!isResumable(run));
  });

  it('is interrupted when its process dies, and failed when training itself cannot go on', async () => {
    const died = sessionOf();
    await died.started;
    died.fail(new UnrollError('worker-died', textMessage('The background process ended unexpectedly (SIGKILL).')));
    await died.ended;
    assert.equal(stateOf(died.run), 'interrupted');
    assert.match(
      sentenceOf(died.run),
      /^The background process ended unexpectedly \(SIGKILL\)\. Nothing had been saved yet; train again\.$/,
    );
    const failed = sessionOf();
    await failed.started;
    failed.fail(new UnrollError('empty-text', textMessage('The text is empty.')));
    await failed.ended;
    assert.equal(stateOf(failed.run), 'failed');
    assert.equal(sentenceOf(failed.run), 'The text is empty.');
  });
});
