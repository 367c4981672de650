import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { visitors } from '../../bench/reproduce/visitors';
import type { ForecastResult, SeriesEvaluation } from '../../src/protocol/forecast';
import type { TrainingResult } from '../../src/protocol/metrics';
import { openUntitled, testApi, until } from './extension';
import { Random } from '../../src/text/random/random';
import { Messages } from './messages';
import { Picks } from './picks';

const options = {
  data: { horizon: 5 },
  network: { hiddenSize: 4, lags: 7 },
  training: { epochs: 2, threads: 1 },
};

const show = (argument: object): Thenable<ForecastResult | undefined> =>
  vscode.commands.executeCommand('unroll.showForecast', argument);

describe('a forecast', () => {
  let messages: Messages;
  const table = visitors(1, 200);
  let modelId = '';
  before(async () => {
    await testApi();
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainForecast', {
      text: table,
      name: 'visitors.csv',
      options,
    });
    assert.equal(result?.reason, 'completed');
    assert.ok(result.mase! < 1, String(result.mase));
    modelId = result.modelId;
  });
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('goes below the last line with something on it, as that is written', async () => {
    const editor = await openUntitled('date;visitors\n2022-07-19;120,5\n\n');
    const found = await show({ action: 'insert' });
    assert.deepEqual(
      found?.forecast.map(({ when }) => when),
      ['2022-07-20', '2022-07-21', '2022-07-22', '2022-07-23', '2022-07-24'],
    );
    const lines = editor.document.getText().split('\n');
    assert.equal(lines.length, 2 + 5 + 2);
    assert.match(lines[2]!, /^2022-07-20;\d+(,\d+)?$/);
    assert.equal(Number(lines[2]!.split(';')[1]!.replace(',', '.')), Number(found.forecast[0]!.middle.toPrecision(7)));
  });

  it('goes below a selection, and one undo takes it back', async () => {
    const editor = await openUntitled('1\n2\nend\n');
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await show({ action: 'insert' });
    const text = editor.document.getText();
    assert.match(text, /^1\n2\n2022-07-20,\S+\n(.*\n){3}2022-07-24,\S+\nend\n$/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), '1\n2\nend\n');
  });

  it('is scrolled to where it was inserted', async () => {
    const rows = Array.from({ length: 300 }, (_, day) => `${day}`);
    const editor = await openUntitled(`${rows.join('\n')}\n`);
    await show({ action: 'insert' });
    await until('the last row of the forecast', () => editor.visibleRanges.some(({ end }) => end.line >= 304));
  });

  it('says so where the editor is read-only, and is copied on request', async () => {
    const provider = { provideTextDocumentContent: () => '1\n2\n3\n' };
    const registered = vscode.workspace.registerTextDocumentContentProvider('readonly', provider);
    const uri = vscode.Uri.parse('readonly:numbers.txt');
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await show({ action: 'insert' });
      assert.equal(document.getText(), '1\n2\n3\n');
      const [warning] = messages.of('warning');
      assert.match(warning?.text ?? '', /read-only, so nothing was inserted/);
      assert.deepEqual(warning?.choices, ['Copy']);
    } finally {
      registered.dispose();
    }
  });

  it('is copied, saved and opened as a table, as long as is asked for', async () => {
    await show({ action: 'copy' });
    const copied = (await vscode.env.clipboard.readText()).trimEnd().split('\n');
    assert.deepEqual([copied[0], copied.length], ['date,visitors,visitors 10%,visitors 90%', 6]);
    const target = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'forecast.csv');
    await show({ action: 'save', target, horizon: 9 });
    const saved = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(target))
      .trimEnd()
      .split('\n');
    await vscode.workspace.fs.delete(target);
    assert.equal(saved.length, 10);
    const numbers = saved[9]!.split(',').slice(1).map(Number);
    assert.ok(numbers[1]! < numbers[0]! && numbers[0]! < numbers[2]!, saved[9]);
    await show({ action: 'open' });
    assert.match(vscode.window.activeTextEditor!.document.getText(), /^date,visitors,/);
  });

  it('is trained on the numbers that are selected in any text', async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => String(10 + (at % 5))).join('\n');
    const editor = await openUntitled(`Measured in the garden:\n${numbers}\nThat is all.\n`);
    editor.selection = new vscode.Selection(1, 0, 41, 0);
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainForecast', {
      useSelection: true,
      options: { ...options, data: { horizon: 5 } },
    });
    assert.equal(result?.reason, 'completed');
    await vscode.window.showTextDocument(editor.document);
    editor.selection = new vscode.Selection(1, 0, 41, 0);
    await vscode.commands.executeCommand('unroll.selectModel', { id: result.modelId });
    await show({ action: 'insert' });
    const lines = editor.document.getText().split('\n');
    assert.deepEqual([lines.length, lines.at(-2)], [2 + 40 + 5 + 1, 'That is all.']);
    assert.deepEqual(lines.slice(41, 46).map(Number), [10, 11, 12, 13, 14]);
  });

  it('asks which other columns may help, and reads their past', async () => {
    const random = new Random(1);
    const rows = Array.from({ length: 60 }, () => `${random.normal().toFixed(3)},${random.normal().toFixed(3)},1.5`);
    const picks = new Picks(['sold', 'rain', 'The Network of the Notes']);
    try {
      const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainForecast', {
        text: ['sold,rain,price', ...rows].join('\n'),
        name: 'shop.csv',
      });
      assert.equal(result?.reason, 'completed');
      assert.deepEqual(
        picks.all.map(({ labels }) => labels.slice(0, 3)),
        [['sold', 'rain', 'price'], ['rain', 'price'], picks.all[2]!.labels.slice(0, 3)],
      );
      const evaluation = await vscode.commands.executeCommand<SeriesEvaluation | undefined>('unroll.evaluateForecast', {
        text: ['rain,sold', ...rows.map(row => row.split(',').slice(0, 2).toReversed().join(','))].join('\n'),
        name: 'turned.csv',
        id: result.modelId,
      });
      assert.deepEqual(evaluation?.report.name, 'sold');
      assert.deepEqual(
        evaluation.report.inputs?.map(({ name }) => name),
        ['rain'],
      );
    } finally {
      picks.dispose();
    }
  });

  it('is held against the numbers of another file, by a command of its own and by that of the model', async () => {
    const other = { text: visitors(2, 200), name: 'other.csv' };
    const evaluate = (command: string, argument: object): Thenable<SeriesEvaluation | undefined> =>
      vscode.commands.executeCommand(command, argument);
    const found = await evaluate('unroll.evaluateForecast', { ...other, id: modelId });
    assert.deepEqual([found?.data, found?.report.name, found?.report.values.length], ['series', 'visitors', 200]);
    const again = await evaluate('unroll.evaluateModel', { ...other, id: modelId });
    assert.deepEqual(again, found);
    await until('what was found', () =>
      messages.of('information').some(({ text: said }) => /visitors on other\.csv, .*MASE .*best plain/.test(said)),
    );
  });

  it('says what is wrong with a table by line and column', async () => {
    const text = table.replace(/^(2022-03-01),.*$/m, '$1,none at all');
    await vscode.commands.executeCommand('unroll.trainForecast', { text, name: 'wrong.csv', options });
    await until('the warning', () =>
      messages
        .of('warning')
        .some(({ text: said }) => said.includes('Line 61 of "wrong.csv"') && said.includes('none at all')),
    );
  });
});
