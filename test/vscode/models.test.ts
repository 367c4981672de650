import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import { learnableText, smallOptions, testApi, until } from './extension';
import { Messages } from './messages';

describe('the models of the view', () => {
  let messages: Messages;
  let folder: string;
  let first: TrainingResult;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unroll-export-'));
    messages = new Messages();
    const train = async (name: string): Promise<TrainingResult> => {
      const argument = { text: learnableText, name, options: smallOptions };
      const result: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainModel', argument);
      assert.ok(result);
      return result;
    };
    first = await train('first.txt');
    await train('second.txt');
  });
  after(async () => {
    messages.dispose();
    await rm(folder, { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const tabs = (): string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

  it('show how each was trained, on a page of its own beside that of the latest', async () => {
    await vscode.commands.executeCommand('unroll.showTraining', { id: first.modelId });
    await until('the tab', () => tabs().includes('first'));
    assert.ok(tabs().includes('second'));
  });

  it('are compared', async () => {
    const { models } = await testApi();
    const ids = (await models.list()).map(({ id }) => id).slice(0, 2);
    assert.equal(await vscode.commands.executeCommand('unroll.compareTrainings', { ids }), 2);
    await until('the tab', () => tabs().includes('2 trainings compared'));
  });

  it('are renamed', async () => {
    const { models } = await testApi();
    const named = await vscode.commands.executeCommand('unroll.renameModel', { id: first.modelId, name: 'Lamps' });
    assert.equal(named, 'Lamps');
    const model = await models.find(first.modelId);
    assert.equal(model?.manifest.name, 'Lamps');
    assert.deepEqual(messages.of('error'), []);
    // The page of the training has the name of its model.
    const second = (await models.sound()).find(({ manifest }) => manifest.name === 'second');
    for (const name of ['Winter', 'second']) {
      await vscode.commands.executeCommand('unroll.renameModel', { id: second?.id, name });
      await until('the tab', () => tabs().includes(name));
    }
  });

  it('are trained further: a new model that names its parent', async () => {
    const { models } = await testApi();
    const argument = {
      id: first.modelId,
      text: learnableText,
      name: 'first.txt',
      options: { training: { epochs: 1 } },
    };
    const further: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainFurther', argument);
    assert.ok(further);
    assert.notEqual(further.modelId, first.modelId);
    const model = await models.find(further.modelId);
    assert.deepEqual(model?.manifest.parent, { id: first.modelId, name: 'Lamps' });
    assert.ok(further.validationLoss! <= first.validationLoss! + 1e-6);
    assert.ok(await models.find(first.modelId));
  });

  it('are trained several at once, one after the other, and compared', async () => {
    const { models } = await testApi();
    const argument = {
      text: learnableText,
      name: 'sweep.txt',
      vary: 'network.cell',
      values: ['rnn', 'gru'],
      options: smallOptions,
    };
    const ids: string[] | undefined = await vscode.commands.executeCommand('unroll.trainSeveral', argument);
    assert.equal(ids?.length, 2);
    const names = await Promise.all(ids.map(async id => (await models.find(id))?.manifest.name));
    assert.deepEqual(names, ['sweep, cell rnn', 'sweep, cell gru']);
    await until('the message', () => messages.of('information').at(-1)?.text.startsWith('2 models are trained'));
    assert.equal(messages.of('information').filter(({ text }) => text.includes('sweep')).length, 0);
  });

  it('are trained on a folder, and further on the same files', async () => {
    const { models } = await testApi();
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'notes', 'one.md'), learnableText);
    await writeFile(join(folder, 'notes', 'two.md'), learnableText.replaceAll('lamp', 'bell'));
    const files = {
      base: join(folder, 'notes'),
      places: ['.'],
      reading: { frontMatter: true, licence: true, markup: false, heldOut: 'ends' },
    };
    const result: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainModel', {
      files,
      options: smallOptions,
    });
    assert.ok(result, messages.all.map(({ text }) => text).join('\n'));
    const model = await models.find(result.modelId);
    assert.equal(model?.manifest.name, 'notes');
    assert.equal(model.manifest.source.collection?.base, join(folder, 'notes'));
  });

  it('are noted upon', async () => {
    const { models } = await testApi();
    await vscode.commands.executeCommand('unroll.noteModel', { id: first.modelId, notes: 'the first of all' });
    assert.equal((await models.find(first.modelId))?.manifest.notes, 'the first of all');
  });

  it('give their settings to another', async () => {
    const { models } = await testApi();
    const argument = { id: first.modelId, text: learnableText, name: 'like.txt' };
    const like: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainLike', argument);
    assert.deepEqual(
      (await models.find(like?.modelId))?.manifest.options,
      (await models.find(first.modelId))?.manifest.options,
    );
  });

  it('appear, and go, when another window or the terminal makes and removes them', async () => {
    const { models } = await testApi();
    const folder = join(models.folder, 'made-elsewhere');
    const listed = async (): Promise<boolean> => (await models.list()).some(({ id }) => id === 'made-elsewhere');
    const becomes = async (there: boolean): Promise<void> => {
      let seen = !there;
      await until(there ? 'the model' : 'the model to go', () => {
        void listed().then(is => (seen = is));
        return seen === there;
      });
    };
    assert.equal(await listed(), false);
    await cp(first.folder, folder, { recursive: true });
    await becomes(true);
    await rm(folder, { recursive: true });
    await becomes(false);
  });

  it('go into one file and come back as another model', async () => {
    const { models } = await testApi();
    const target = vscode.Uri.file(join(folder, 'lamps.unroll'));
    await vscode.commands.executeCommand('unroll.exportRun', { id: first.modelId, format: 'model', target });
    const id: string | undefined = await vscode.commands.executeCommand('unroll.importModel', target);
    assert.ok(id && id !== first.modelId);
    const model = await models.find(id);
    assert.equal(model?.manifest.notes, 'the first of all');
    assert.equal(messages.of('information').at(-1)?.text, '"Lamps" is imported.');
    const wrong = vscode.Uri.file(join(folder, 'wrong.unroll'));
    await writeFile(wrong.fsPath, 'no model');
    assert.equal(await vscode.commands.executeCommand('unroll.importModel', wrong), undefined);
    assert.match(messages.of('warning').at(-1)?.text ?? '', /^"wrong.unroll" is no model/);
  });

  for (const [format, check] of [
    ['csv', (text: string) => text.startsWith('step,epoch,seconds,trainLoss')],
    ['json', (text: string) => text.includes('"name": "Lamps"')],
    ['tensorboard', (text: string) => text.includes('brain.Event:2') && text.includes('loss/validation')],
    [
      'html',
      (text: string) =>
        text.includes('<title>Lamps</title>') && text.includes('acquireVsCodeApi') && !/\.ttf/.test(text),
    ],
  ] as const)
    it(`are exported as ${format}`, async () => {
      const target = vscode.Uri.file(join(folder, `lamps.${format}`));
      await vscode.commands.executeCommand('unroll.exportRun', { id: first.modelId, format, target });
      assert.ok(check(await readFile(target.fsPath, 'latin1')));
      await until('the message', () => messages.of('information').some(({ text }) => text.includes(`lamps.${format}`)));
    });

  it('are deleted after a question that says what is lost, and brought back by the button', async () => {
    const { models } = await testApi();
    const before = await models.find(first.modelId);
    messages.answer = 'Undo';
    assert.equal(await vscode.commands.executeCommand('unroll.deleteModel', { id: first.modelId }), false);
    assert.match(messages.of('warning').at(-1)?.text ?? '', /^Delete the model "Lamps"\? Its weights.*[\d.]+\s[KM]B/);
    assert.ok(await vscode.commands.executeCommand('unroll.deleteModel', { id: first.modelId, confirmed: true }));
    await until('the message', () => messages.of('information').at(-1)?.text === '"Lamps" was deleted.');
    for (let attempt = 0; attempt < 50 && !(await models.find(first.modelId)); attempt++)
      await new Promise(accept => setTimeout(accept, 100));
    assert.deepEqual((await models.find(first.modelId))?.manifest, before?.manifest);
    messages.answer = undefined;
    assert.ok(await vscode.commands.executeCommand('unroll.deleteModel', { id: first.modelId, confirmed: true }));
    assert.equal(await models.find(first.modelId), undefined);
  });
});
