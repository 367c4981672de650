import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import { isResumable } from '../../src/protocol/run';
import { ruleOptions, rulePairs } from '../fixtures/ruleLanguage';
import { endlessOptions, learnableText, openUntitled, startEndlessRun, testApi, until } from './extension';
import { Messages } from './messages';
import { Picks } from './picks';
import { said } from '../../test/unit/said';

const resume = (argument?: object): Thenable<TrainingResult | undefined> =>
  vscode.commands.executeCommand('unroll.resumeTraining', argument);

/** Stops the run once it has gone so far. */
async function stopAfter(steps: number): Promise<void> {
  const { training } = await testApi();
  await until('the steps', () => (training.running?.metrics.at(-1)?.step ?? 0) >= steps);
  await training.stop();
}

/** A run that was begun by the command and stopped a little later. */
async function stoppedRun(command: string, argument: object): Promise<TrainingResult> {
  const began = vscode.commands.executeCommand<TrainingResult | undefined>(command, argument);
  await stopAfter(20);
  const stopped = await began;
  assert.equal(stopped?.reason, 'stopped');
  return stopped;
}

describe('Resume Training', () => {
  let messages: Messages;
  const folder = mkdtempSync(join(tmpdir(), 'unroll-resume-'));
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    await (await testApi()).training.stop();
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes on with a stopped run from where it was, on the file it began with, in the same model', async () => {
    const { training, models } = await testApi();
    const uri = vscode.Uri.file(join(folder, 'lamp.txt'));
    writeFileSync(uri.fsPath, learnableText);
    const stopped = await stoppedRun('unroll.trainLstm', { uri, options: endlessOptions });
    // Another text is in front: it is not the one that is meant.
    await openUntitled('Something else.');
    const ended = resume({ id: stopped.modelId });
    const run = await until('the run', () => training.running);
    assert.equal(run.metrics[0]?.step, 1, 'the curve begins anew');
    await until('new steps', () => (run.metrics.at(-1)?.step ?? 0) > stopped.steps + 20);
    await training.stop();
    const resumed = await ended;
    assert.equal(resumed?.modelId, stopped.modelId);
    assert.ok(resumed.steps > stopped.steps + 20);
    const { metrics, notes } = run;
    const steps = metrics.map(({ step }) => step);
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.ok(
      notes.some(note => said(note).startsWith(`Resumed at step ${stopped.steps.toLocaleString('en')}`)),
      notes.map(said).join(),
    );
    const same = (await models.list()).filter(({ id }) => id === stopped.modelId);
    assert.equal(same.length, 1);
    assert.equal(messages.of('warning').length + messages.of('error').length, 0);
  });

  it('goes on with a run whose process was killed, from its last checkpoint, by the button of the panel', async () => {
    const { training, models, panel } = await testApi();
    const { run, worker, ended } = await startEndlessRun();
    let saved = false;
    const listener = training.onDidChange(({ event }) => (saved ||= event.kind === 'checkpoint'));
    await until('a checkpoint', () => saved);
    listener.dispose();
    process.kill(worker, 'SIGKILL');
    await ended;
    assert.ok(run.status.state === 'interrupted' && isResumable(run));
    assert.equal(messages.of('error').length, 1);
    const [broken] = await models.resumable();
    assert.ok(broken);
    assert.equal(broken.manifest.state, 'interrupted');
    const steps = broken.manifest.progress?.step ?? Infinity;
    // The text was passed along by a test, so it is asked for: the open one.
    await until('the page', () => panel.isReady);
    await openUntitled(learnableText);
    panel.receive({ kind: 'resume' });
    const again = await until('the resumed run', () => training.running);
    // Pressed on the page of the run before, as it was left.
    panel.receive({ kind: 'stop', runId: run.id });
    await until('new steps', () => (again.metrics.at(-1)?.step ?? 0) > steps);
    assert.equal(again.status.state, 'running');
    await training.stop();
    assert.equal(again.status.state, 'ended');
    assert.equal((await models.lastRun())?.modelId, broken.id);
  });

  it('says so when the text is not the one it began with, and keeps what there is', async () => {
    const { models } = await testApi();
    const { ended } = await startEndlessRun();
    await stopAfter(5);
    const stopped = (await ended) as TrainingResult | undefined;
    assert.ok(stopped);
    assert.equal(await resume({ id: stopped.modelId, text: `${learnableText}One more line.` }), undefined);
    const warnings = messages.of('warning').map(({ text }) => text);
    assert.equal(warnings.length, 1);
    // Earlier tests have trained a model of that name.
    assert.match(
      warnings[0] ?? '',
      /^The training of "endless( \d+)?" cannot go on: "endless\.txt" has changed since it began\. Restore the text, or train a new model\.$/,
    );
    const other = { id: stopped.modelId, text: learnableText.slice(1), name: 'other.txt' };
    assert.equal(await resume(other), undefined);
    assert.match(
      messages.of('warning').at(-1)?.text ?? '',
      /it began with "endless\.txt", and "other\.txt" is another text/,
    );
    assert.ok((await models.resumable()).some(({ id }) => id === stopped.modelId));
  });

  it('asks which run when none is named, and does nothing without an answer', async () => {
    const picks = new Picks([]);
    assert.equal(await resume(), undefined);
    picks.dispose();
    assert.equal(picks.all[0]?.placeHolder, 'Which training should go on?');
    assert.ok(picks.all[0].labels.includes('endless'));
  });

  it('goes on with a translation model', async () => {
    const { training } = await testApi();
    const uri = vscode.Uri.file(join(folder, 'rule.tsv'));
    writeFileSync(uri.fsPath, rulePairs);
    const stopped = await stoppedRun('unroll.trainTranslation', { uri, options: ruleOptions });
    const resumed = await resume({ id: stopped.modelId });
    assert.equal(resumed?.reason, 'completed', messages.all.map(({ text }) => text).join('\n'));
    assert.equal(resumed.modelId, stopped.modelId);
    assert.ok(resumed.validationLoss !== undefined && resumed.validationLoss < 0.5);
    assert.equal(training.running, undefined);
    // What has come to its end has nothing to go on with.
    assert.equal(await resume({ id: stopped.modelId }), undefined);
    assert.match(messages.of('information').at(-1)?.text ?? '', /^There is no training to resume\./);
  });

  it('goes on with two parallel texts, asking for neither again', async () => {
    const columns = rulePairs.split('\n').map(line => line.split('\t'));
    const [uri, target] = ['english.txt', 'rule.txt'].map((name, side) => {
      const file = vscode.Uri.file(join(folder, name));
      writeFileSync(file.fsPath, columns.map(column => column[side]).join('\n'));
      return file;
    });
    const { showOpenDialog } = vscode.window;
    let asked = 0;
    Object.assign(vscode.window, { showOpenDialog: () => Promise.resolve(asked++ === 0 ? [target] : undefined) });
    messages.answer = 'Choose Second Text…';
    try {
      const stopped = await stoppedRun('unroll.trainTranslation', { uri, options: ruleOptions });
      const resumed = await resume({ id: stopped.modelId });
      assert.equal(resumed?.reason, 'completed', messages.all.map(({ text }) => text).join('\n'));
      assert.ok(resumed.validationLoss !== undefined && resumed.validationLoss < 0.5);
      assert.equal(asked, 1);
    } finally {
      Object.assign(vscode.window, { showOpenDialog });
    }
  });
});
