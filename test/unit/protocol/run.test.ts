import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textMessage } from '../../../src/protocol/message';
import type { TrainingEvent, TrainingResult } from '../../../src/protocol/metrics';
import {
  addToRecord,
  apply,
  bestValidation,
  hasBegun,
  isOver,
  isResumable,
  newestLoss,
  newRecord,
  newRun,
  progressOf,
  secondsLeft,
  type Run,
  type RunEvent,
} from '../../../src/protocol/run';

const identity = { id: 'r', name: 'notes', description: textMessage('LSTM'), use: 'continue', epochs: 2 } as const;

const started: TrainingEvent = {
  kind: 'started',
  modelId: 'notes-1',
  corpus: { name: 'notes.txt', characters: 1000, tokens: 1000, vocabularySize: 30, validationTokens: 100 },
  engine: { chosen: 'wasm', reason: textMessage('the only one'), threads: 1, measurements: [] },
  parameters: 1234,
  totalSteps: 100,
  epochs: 2,
};

const metricsAt = (step: number, seconds = step / 10): RunEvent => ({
  kind: 'metrics',
  metrics: {
    step,
    epoch: step / 50,
    seconds,
    trainLoss: 2,
    tokensPerSecond: 500,
    gradientNorm: 1,
    learningRate: 0.001,
  },
});

const validationOf = (loss: number, step = 40): RunEvent => ({
  kind: 'validation',
  validation: { step, epoch: step / 50, loss, bitsPerCharacter: loss / Math.LN2, best: true },
});

const endedBy = (reason: TrainingResult['reason']): RunEvent => ({
  kind: 'ended',
  result: {
    reason,
    modelId: 'notes-1',
    folder: '/models/notes-1',
    steps: 50,
    epochs: 1,
    seconds: 5,
    trainLoss: 2,
    verdict: textMessage('Good.'),
  },
});

const training: TrainingEvent = { kind: 'phase', phase: 'training' };
const checkpoint: TrainingEvent = { kind: 'checkpoint', step: 10, seconds: 2 };

const runAfter = (...events: RunEvent[]): Run => events.reduce((run, event) => apply(run, event), newRun(identity, 0));

describe('a run', () => {
  it('goes from starting through running to its end', () => {
    const run = newRun(identity, 0);
    const states: string[] = [];
    const events: RunEvent[] = [
      { kind: 'phase', phase: 'tokenising' },
      started,
      training,
      { kind: 'stopping' },
      { kind: 'phase', phase: 'saving' },
      endedBy('stopped'),
      { kind: 'stopping' },
    ];
    for (const event of events) states.push(apply(run, event).status.state);
    assert.deepEqual(states, ['starting', 'starting', 'running', 'stopping', 'stopping', 'ended', 'ended']);
    assert.ok(isOver(run));
    assert.deepEqual(newRun(identity, 0).status, { state: 'starting', phase: 'process' });
    assert.deepEqual(runAfter({ kind: 'phase', phase: 'reading' }).status, { state: 'starting', phase: 'reading' });
  });

  it('holds all that was reported', () => {
    const sample = { step: 10, epoch: 0.2, prefix: 'a', continuation: 'b', perplexity: 7 };
    const run = runAfter(started, metricsAt(10), validationOf(1.9), { kind: 'sample', sample });
    apply(run, { kind: 'baseline', baseline: { name: textMessage('counting'), loss: 1.7 } });
    apply(run, { kind: 'quality', quality: { step: 10, epoch: 0.2, tokenAccuracy: 0.5, bleu: 20 } });
    apply(run, { kind: 'note', message: textMessage('half the rate') }, 9);
    assert.equal(run.modelId, 'notes-1');
    assert.equal(run.parameters, 1234);
    assert.equal(run.totalSteps, 100);
    assert.equal(run.corpus?.name, 'notes.txt');
    assert.equal(run.metrics[0]?.step, 10);
    assert.equal(run.validations[0]?.loss, 1.9);
    assert.deepEqual(run.samples, [sample]);
    assert.equal(run.qualities?.[0]?.bleu, 20);
    assert.deepEqual(run.baselines, [{ name: textMessage('counting'), loss: 1.7 }]);
    assert.deepEqual(run.notes, [textMessage('half the rate')]);
    assert.equal(run.updatedAt, 9);
  });

  it('stays small however long it is, with the same curve in every room', () => {
    const [host, page] = [newRun(identity, 0), newRun(identity, 0)];
    const record = newRecord();
    for (let step = 1; step <= 50_000; step++) {
      const event = metricsAt(step);
      apply(host, event);
      apply(page, event);
      addToRecord(record, event);
    }
    for (let note = 0; note < 1000; note++) apply(host, { kind: 'note', message: textMessage(String(note)) });
    assert.ok(host.metrics.length <= 2000 && host.metrics.length >= 750);
    assert.equal(host.metrics[0]?.step, 1);
    assert.equal(host.metrics.at(-1)?.step, 50_000);
    assert.deepEqual(page.metrics, host.metrics);
    assert.deepEqual(record.metrics, host.metrics);
    assert.equal(host.notes.length, 100);
    assert.deepEqual(host.notes[0], textMessage('0'));
    assert.deepEqual(host.notes.at(-1), textMessage('999'));
  });

  it('takes a report in a time that does not grow with what it holds', () => {
    const run = newRun(identity, 0);
    const secondsFor = (from: number): number => {
      const began = performance.now();
      for (let step = from; step < from + 20_000; step++) apply(run, metricsAt(step));
      return (performance.now() - began) / 1000;
    };
    secondsFor(1);
    // A copy of 2000 points a report takes over a second here.
    assert.ok(secondsFor(20_001) < 0.5);
  });

  it('goes on with the curve of an earlier session', () => {
    const record = newRecord();
    addToRecord(record, started);
    addToRecord(record, metricsAt(10));
    const run = apply(newRun(identity, 5, record), metricsAt(20));
    assert.deepEqual(
      run.metrics.map(({ step }) => step),
      [10, 20],
    );
    assert.equal(run.corpus?.name, 'notes.txt');
    assert.equal(run.updatedAt, 5);
  });

  it('does again what came after the checkpoint it goes on from: no curve goes back', () => {
    const record = newRecord();
    for (const step of [10, 20, 30]) {
      addToRecord(record, metricsAt(step));
      addToRecord(record, validationOf(1, step));
    }
    addToRecord(record, { ...started, from: 20 });
    addToRecord(record, metricsAt(21));
    assert.deepEqual(record.metrics.map(({ step }) => step), [10, 20, 21]); // prettier-ignore
    assert.deepEqual(record.validations.map(({ step }) => step), [10, 20]); // prettier-ignore
  });

  it('has begun when there is a model of the text', () => {
    assert.equal(hasBegun(runAfter({ kind: 'phase', phase: 'reading' })), false);
    assert.equal(hasBegun(runAfter(started)), true);
  });

  it('can go on when it was stopped, or broke off with something saved', () => {
    for (const kind of ['failed', 'interrupted'] as const) {
      const cut: RunEvent = { kind, message: textMessage('killed') };
      assert.deepEqual(runAfter(started, cut).status, { state: kind, message: textMessage('killed') });
      assert.equal(isResumable(runAfter(started, cut)), false);
      assert.equal(isResumable(runAfter(started, checkpoint, cut)), true);
    }
    assert.equal(isResumable(runAfter(started, endedBy('stopped'))), true);
    assert.equal(isResumable(runAfter(started, checkpoint, endedBy('completed'))), false);
    assert.equal(isResumable(runAfter(started, checkpoint)), false);
  });
});

describe('how far a run is', () => {
  it('is the share of its steps, and all of it when it ended by itself', () => {
    assert.equal(progressOf(newRun(identity, 0)), 0);
    assert.equal(progressOf(runAfter(metricsAt(3))), 0);
    assert.equal(progressOf(runAfter(started, metricsAt(25))), 0.25);
    assert.equal(progressOf(runAfter(started, metricsAt(25), endedBy('early-stopping'))), 1);
    assert.equal(progressOf(runAfter(started, metricsAt(25), endedBy('stopped'))), 0.25);
  });

  it('has an end in sight once it has a pace, and only while it runs', () => {
    const run = runAfter(started, metricsAt(10));
    assert.equal(secondsLeft(run), undefined);
    assert.equal(secondsLeft(apply(run, metricsAt(10))), undefined);
    // These are a second: it may be that of the first steps alone.
    assert.equal(secondsLeft(apply(run, metricsAt(20))), undefined);
    assert.equal(secondsLeft(apply(run, metricsAt(30))), 7);
    assert.equal(secondsLeft(apply(run, metricsAt(100))), 0);
    assert.equal(secondsLeft(apply(run, endedBy('completed'))), undefined);
    assert.equal(secondsLeft(runAfter(metricsAt(10), metricsAt(20))), undefined);
  });

  it('does not take the first steps for its pace, nor what is done between them', () => {
    // Reports of a training of 1000 steps of 50 ms whose first take longer, with a sample of half a second each second.
    const run = runAfter({ ...started, totalSteps: 1000 });
    let [step, seconds] = [1, 0.3];
    apply(run, metricsAt(step, seconds));
    assert.equal(secondsLeft(run), undefined);
    for (let report = 1; report <= 12; report++) {
      step += report < 3 ? 2 : 5;
      seconds += 0.25 + (report % 4 === 0 ? 0.5 : 0);
      apply(run, metricsAt(step, seconds));
      const left = secondsLeft(run);
      if (report < 4) assert.equal(left, undefined);
      else if (report > 4) assert.ok(left !== undefined && left < 0.051 * (1000 - step), `${report}: ${left} s`);
    }
    // Later all that it does counts.
    for (let report = 0; report < 60; report++)
      apply(run, metricsAt((step += 5), (seconds += report % 4 === 0 ? 0.75 : 0.25)));
    assert.ok(secondsLeft(run)! > 0.07 * (1000 - step));
  });

  it('goes by the new pace when it was resumed on a faster machine', () => {
    const run = runAfter({ ...started, totalSteps: 1000 });
    for (let report = 0; report < 100; report++) apply(run, metricsAt(report, 10 * report));
    for (let report = 0; report < 100; report++) apply(run, metricsAt(100 + report, 1000 + report));
    assert.equal(secondsLeft(run), 801);
  });
});

describe('the losses of a run', () => {
  it('are held out where something is', () => {
    assert.equal(newestLoss(newRun(identity, 0)), undefined);
    assert.equal(newestLoss(runAfter(metricsAt(10))), 2);
    assert.equal(newestLoss(runAfter(metricsAt(10), validationOf(1.9), metricsAt(20))), 1.9);
  });

  it('have the lowest that is a number as the best', () => {
    assert.equal(bestValidation(newRun(identity, 0)), undefined);
    assert.equal(bestValidation(runAfter(validationOf(NaN))), undefined);
    assert.equal(bestValidation(runAfter(...[NaN, 1.5, 1.2, 1.3].map(loss => validationOf(loss)))), 1.2);
  });
});
