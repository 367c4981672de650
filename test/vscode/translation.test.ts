import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import { openUntitled, testApi } from './extension';
import { Messages } from './messages';

const colours = ['red', 'green', 'blue', 'white', 'black', 'yellow', 'grey', 'brown'];
const things = ['boat', 'house', 'lamp', 'stone', 'bird', 'key', 'door', 'cat', 'cup', 'ring'];

/** A language made by a rule: the thing first, then the colour, each with an ending. */
const translated = (colour: string, thing: string): string => `${thing}o ${colour}a .`;
/** Seen once each, so unknown to the model: from them it learns to pass a word on. */
const rare = ['tug', 'barge', 'yacht', 'canoe', 'raft', 'ferry', 'skiff', 'sloop', 'punt', 'dinghy', 'ketch', 'brig'];
const pair = (colour: string, thing: string): string =>
  `the ${colour} ${thing}.\t${translated(colour, thing)}\tmade by a rule`;
const pairs = colours.flatMap((colour, index) => [
  ...things.map(thing => pair(colour, thing)),
  ...rare.filter((_, place) => place % colours.length === index).map(thing => pair(colour, thing)),
]);

const options = {
  text: { minFrequency: 2 },
  network: { hiddenSize: 48, embeddingSize: 24, dropout: 0 },
  optimiser: { learningRate: 1e-2 },
  training: { batchSize: 16, epochs: 60, patience: 0, validationFraction: 0.05, threads: 1 },
};

const translate = (argument: object = { action: 'replace' }): Thenable<string[] | undefined> =>
  vscode.commands.executeCommand('unroll.translateSelection', argument);

describe('Translate Selection', () => {
  let messages: Messages;
  before(async () => {
    await testApi();
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>('unroll.trainTranslation', {
      text: pairs.join('\n'),
      name: 'rule.tsv',
      options,
    });
    assert.equal(result?.reason, 'completed');
  });
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('replaces every selection at once, and one undo brings all of them back', async () => {
    const text = 'the red boat.\n\nthe blue key.\n';
    const editor = await openUntitled(text);
    editor.selections = [new vscode.Selection(0, 0, 0, 13), new vscode.Selection(2, 0, 2, 13)];
    await translate();
    const changed = editor.document.getText();
    assert.match(changed.toLowerCase(), /^boato reda ?\.\n\nkeyo bluea ?\.\n$/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('leaves the text alone without a selection, and says what to do', async () => {
    const editor = await openUntitled('the red boat.');
    assert.equal(await translate(), undefined);
    assert.equal(editor.document.getText(), 'the red boat.');
    assert.match(messages.of('information').at(-1)?.text ?? '', /Nothing is selected/);
  });

  it('passes words on that the model does not know', async () => {
    const editor = await openUntitled('the red submarine.');
    editor.selection = new vscode.Selection(0, 0, 0, 18);
    const [answer] = (await translate()) ?? [];
    assert.match(answer ?? '', /submarine/);
  });
});
