import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import { inEnglish, render } from '../../src/words/render';
import {
  learnableText,
  openUntitled,
  smallOptions,
  startEndlessRun,
  testApi,
  until,
  workerProcesses,
} from './extension';
import { Messages } from './messages';

const train = (argument: object = { options: smallOptions }): Thenable<TrainingResult | undefined> =>
  vscode.commands.executeCommand('unroll.trainLstm', argument);

describe('Train LSTM on This File', () => {
  let messages: Messages;
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await (await testApi()).training.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('trains on an unsaved document, reports while it trains, and saves a model', async () => {
    const { training, models, panel } = await testApi();
    await openUntitled(learnableText);
    const kinds = new Set<string>();
    const subscription = training.onDidChange(({ event }) => kinds.add(event.kind));
    const began = Date.now();
    let firstMetrics = Infinity;
    const first = training.onDidChange(({ event }) => {
      if (event.kind === 'metrics') firstMetrics = Math.min(firstMetrics, Date.now() - began);
    });
    const result = await train();
    subscription.dispose();
    first.dispose();

    assert.ok(result);
    assert.equal(result.reason, 'completed');
    for (const kind of ['phase', 'started', 'metrics', 'validation', 'sample', 'ended'])
      assert.ok(kinds.has(kind), `no ${kind} among ${[...kinds].join(', ')}`);
    assert.ok(firstMetrics < 10_000, `the first metric took ${firstMetrics} ms`);
    assert.ok(result.folder.startsWith(models.folder));
    assert.ok(existsSync(join(result.folder, 'model.json')) || existsSync(join(result.folder, 'manifest.json')));
    assert.ok((await models.usable('continue')).some(({ folder }) => folder === result.folder));
    assert.ok(panel.isOpen);
    assert.equal(messages.of('error').length, 0);
    assert.match(messages.of('information').at(-1)?.text ?? '', /is trained: validation perplexity \d/);
  });

  it('offers the model of the page, whichever is in use, and says so if it is gone', async () => {
    const { models, panel, training } = await testApi();
    const gone = () => messages.of('information').filter(({ text }) => /^The model .* is gone\./.test(text));
    const editor = await openUntitled(learnableText);
    const result = await train();
    assert.ok(result);
    const other = { text: learnableText, name: 'other.txt', options: { order: 2 } };
    const counted = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.countNgrams', other);
    await vscode.commands.executeCommand('unroll.selectModel', { id: counted?.modelId });
    const inUse = async (): Promise<string | undefined> => (await models.getActive('continue', editor.document))?.id;
    assert.equal(await inUse(), counted?.modelId);
    panel.receive({ kind: 'use' });
    let now: string | undefined;
    await until('the model of the page in use', () => {
      void inUse().then(id => (now = id));
      return now === result.modelId;
    });
    await vscode.commands.executeCommand('unroll.deleteModel', { id: result.modelId, confirmed: true });
    for (const [index, kind] of (['use', 'train'] as const).entries()) {
      panel.receive({ kind });
      await until('the message', () => gone().length === index + 1);
    }
    assert.equal(training.running, undefined);
  });

  it('refuses a pipe at once, which nobody may ever write to', async () => {
    if (process.platform === 'win32') return;
    const folder = mkdtempSync(join(tmpdir(), 'unroll-pipe-'));
    execFileSync('mkfifo', [join(folder, 'silent.txt')]);
    await vscode.commands.executeCommand('unroll.trainLstm', vscode.Uri.file(join(folder, 'silent.txt')));
    const said = [...messages.of('warning'), ...messages.of('error')].map(({ text }) => text);
    assert.match(said.join(), /"silent.txt" is a pipe or a device/);
    rmSync(folder, { recursive: true });
  });

  it('has the page of the panel follow', async () => {
    const { panel } = await testApi();
    const { ended } = await startEndlessRun();
    await until('the page', () => panel.isReady);
    await vscode.commands.executeCommand('unroll.stopTraining');
    await ended;
  });

  it('waits in line while another training goes on, and begins when that ends', async () => {
    const { training } = await testApi();
    const { run, ended } = await startEndlessRun();
    const second = train({ text: learnableText, name: 'second.txt', options: smallOptions });
    await until('the line', () => training.waiting.length === 1);
    assert.equal(training.running, run);
    const said = messages.of('information').at(-1);
    assert.equal(said?.text, `"${training.waiting[0]?.name}" waits until "${run.name}" is trained.`);
    assert.deepEqual(said.choices, ['Start Now', 'Remove from Line']);
    await vscode.commands.executeCommand('unroll.stopTraining');
    await ended;
    assert.equal((await second)?.reason, 'completed');
    assert.equal(training.waiting.length, 0);
  });

  it('takes a training out of the line without a word', async () => {
    const { training } = await testApi();
    const { ended } = await startEndlessRun();
    const second = train({ text: learnableText, name: 'second.txt', options: smallOptions });
    const [waiting] = await until('the line', () => training.waiting.length === 1 && training.waiting);
    await vscode.commands.executeCommand('unroll.removeWaiting', waiting);
    assert.equal(await second, undefined);
    assert.deepEqual([...messages.of('warning'), ...messages.of('error')], []);
    await vscode.commands.executeCommand('unroll.stopTraining');
    await ended;
  });

  it('begins with the one that is asked for now, and keeps the model that was under way', async () => {
    const { training } = await testApi();
    const { run, ended } = await startEndlessRun();
    const waits = ['second.txt', 'third.txt'].map(name => train({ text: learnableText, name, options: smallOptions }));
    const [, third] = await until('the line', () => training.waiting.length === 2 && training.waiting);
    await vscode.commands.executeCommand('unroll.startWaiting', third);
    assert.ok(run.status.state === 'ended' && run.status.result.reason === 'stopped');
    assert.equal(training.running?.name, 'third');
    await ended;
    assert.deepEqual(
      (await Promise.all(waits)).map(result => result?.reason),
      ['completed', 'completed'],
    );
  });

  it('asks nothing about a text in which there is nothing: it says so at once', async () => {
    for (const content of ['', '\n \n']) {
      await openUntitled(content);
      for (const command of [
        ...['trainModel', 'trainSeveral', 'countNgrams', 'trainTranslation', 'trainClassifier', 'trainForecast'],
        ...['buildVocabulary', 'toggleSurprise', 'nextSurprise'],
      ]) {
        const { length } = messages.all;
        assert.equal(await vscode.commands.executeCommand(`unroll.${command}`), undefined, command);
        assert.equal(messages.all.length, length + 1, command);
        assert.match(messages.of('warning').at(-1)?.text ?? '', /empty|white space/i, command);
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('says in one message that an empty document has nothing to learn from', async () => {
    await openUntitled('');
    const before = workerProcesses();
    assert.equal(await train(), undefined);
    assert.equal(messages.all.length, 1);
    assert.match(messages.of('warning')[0]?.text ?? '', /empty/i);
    const left = () => workerProcesses().filter(process => !before.includes(process));
    await until('the end of the process', () => left().length === 0, 5000);
  });

  it('keeps the model so far when it is stopped', async () => {
    const { models } = await testApi();
    const { run, worker, ended } = await startEndlessRun();
    const asked = Date.now();
    await vscode.commands.executeCommand('unroll.stopTraining');
    const result = (await ended) as TrainingResult | undefined;
    assert.equal(result?.reason, 'stopped');
    assert.ok(Date.now() - asked < 5000, `stopping took ${Date.now() - asked} ms`);
    assert.equal(run.status.state, 'ended');
    assert.ok((await models.usable('continue')).some(({ folder }) => folder === result.folder));
    await until('the end of the process', () => !workerProcesses().includes(worker), 5000);
  });

  it('marks the run as interrupted, and says why once, when its process is killed', async () => {
    const { run, worker, ended } = await startEndlessRun();
    process.kill(worker, 'SIGKILL');
    assert.equal(await ended, undefined);
    const { status } = run;
    assert.ok(status.state === 'interrupted', `the run is ${status.state}`);
    assert.match(render(status.message, inEnglish('plain')), /SIGKILL|killed|ended/);
    await new Promise(accept => setTimeout(accept, 500));
    assert.equal(messages.of('error').length, 1);
    assert.ok(!workerProcesses().includes(worker));
    assert.ok(run.metrics.length > 0, 'the curve is lost');
  });
});
