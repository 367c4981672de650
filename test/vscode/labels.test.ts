import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LabelEvaluation, TextLabel } from '../../src/protocol/labels';
import type { TrainingResult } from '../../src/protocol/metrics';
import { readContents } from '../../src/store/manifest';
import { labelledRules } from '../fixtures/labelledRules';
import { openUntitled, testApi, until } from './extension';
import { Messages } from './messages';

const options = {
  text: { minFrequency: 1 },
  network: { hiddenSize: 8, embeddingSize: 8 },
  training: { epochs: 2, threads: 1 },
};

const label = (argument: object): Thenable<TextLabel[] | undefined> =>
  vscode.commands.executeCommand('unroll.labelSelection', argument);

describe('a classifier', () => {
  let messages: Messages;
  before(async () => {
    await testApi();
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainClassifier', {
      text: labelledRules(),
      name: 'rules.tsv',
      options,
    });
    assert.equal(result?.reason, 'completed');
    assert.ok(result.accuracy! > 0.8);
  });
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is trained further: a label that is new to it is added', async () => {
    const { models } = await testApi();
    const [first] = (await models.list()).filter(entry => entry.kind === 'model' && entry.manifest.name === 'rules');
    const stars = Array.from({ length: 30 }, (_, at) => `stars\tthe comet and the moon of ${at} nights`);
    const further = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainFurther', {
      id: first?.id,
      text: `${labelledRules()}${stars.join('\n')}\n`,
      name: 'more.tsv',
      options: { training: { epochs: 1 } },
    });
    const { record } = await readContents(further!.folder);
    assert.deepEqual(record.labels?.classes.map(of => of.label).sort(), ['boats', 'gardens', 'music', 'stars']);
    await vscode.commands.executeCommand('unroll.selectModel', { id: first?.id });
  });

  it('labels every selection, or the line of the cursor, and leaves the text alone', async () => {
    const text = 'we saw the old sail\n\nwe heard a quiet violin\n';
    const editor = await openUntitled(text);
    editor.selections = [new vscode.Selection(2, 0, 2, 23), new vscode.Selection(0, 0, 0, 19)];
    const found = await label({ action: 'copy' });
    assert.deepEqual(
      found?.map(of => of.label),
      ['boats', 'music'],
    );
    assert.equal(await vscode.env.clipboard.readText(), 'boats\nmusic');
    assert.ok(found.every(of => of.words.length > 0));
    editor.selection = new vscode.Selection(2, 3, 2, 3);
    assert.equal((await label({ action: 'copy' }))?.[0]?.label, 'music');
    assert.equal(editor.document.getText(), text);
  });

  it('says of a blank line that it cannot be labelled', async () => {
    const editor = await openUntitled('we saw the old sail\n\nwe heard a quiet violin\n');
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    assert.equal(await label({ action: 'copy' }), undefined);
    assert.match(
      messages.of('information')[0]?.text ?? '',
      /The line of the cursor is blank\. Select the text to label/,
    );
  });

  it('labels every line in a table beside', async () => {
    const editor = await openUntitled('a rose and a bee\nthe mast of the harbour\n');
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await label({ action: 'lines' });
    const table = await until('the table', () => {
      const shown = vscode.window.activeTextEditor?.document;
      return shown === editor.document ? undefined : shown?.getText();
    });
    const rows = table
      .trimEnd()
      .split('\n')
      .map(line => line.split('\t'));
    assert.deepEqual(
      rows.map(([first, , third]) => [first!.replace('?', ''), third]),
      [
        ['gardens', 'a rose and a bee'],
        ['boats', 'the mast of the harbour'],
      ],
    );
  });

  it('is evaluated on labelled texts, and says what is no such table', async () => {
    const evaluation = await vscode.commands.executeCommand<LabelEvaluation | undefined>('unroll.evaluateClassifier', {
      text: labelledRules(),
      name: 'rules.tsv',
    });
    assert.equal(evaluation?.report.texts, 180);
    await openUntitled('No table at all.');
    await vscode.commands.executeCommand('unroll.trainClassifier', { text: 'No table at all.', name: 'note.txt' });
    await until('the warning', () =>
      messages.of('warning').some(({ text }) => text.includes('is not a table of labels and texts')),
    );
  });
});
