import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/protocol/metrics';
import { learnableText, openUntitled, smallOptions, testApi, until } from './extension';
import { Messages } from './messages';

describe('ghost text from a trained model', () => {
  let messages: Messages;
  before(async () => {
    messages = new Messages();
    const options = { ...smallOptions, training: { ...smallOptions.training, epochs: 20 } };
    const argument = { text: learnableText, name: 'ghost.txt', options };
    const result: TrainingResult | undefined = await vscode.commands.executeCommand('unroll.trainLstm', argument);
    assert.ok(result);
  });
  after(() => {
    messages.dispose();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('goes on at the end of the text and can be taken over', async () => {
    const { document, selection } = await editorAtEnd('The keeper lit the la');
    const before = document.getText();
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await takeOver(document);
    assert.ok(document.getText().startsWith(before));
    assert.ok(document.getText().length > before.length);
    assert.ok(selection.isEmpty);
  });

  it('answers the command with what it suggests', async () => {
    const { document } = await editorAtEnd('The keeper lit the lamp, and the ');
    const before = document.getText();
    const suggested: string | undefined = await vscode.commands.executeCommand('unroll.continueText');
    assert.ok(suggested !== undefined && suggested.length > 0, messages.all.map(({ text }) => text).join('\n'));
    await takeOver(document);
    assert.equal(document.getText(), before + suggested);
  });

  it('is answered by one process, that lies idle when nothing is asked', async () => {
    const { inference } = await testApi();
    assert.equal(inference.isLoaded, true);
    inference.unload();
    assert.equal(inference.isLoaded, false);
  });
});

async function editorAtEnd(content: string): Promise<vscode.TextEditor> {
  const editor = await openUntitled(content);
  const end = editor.document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** The suggestion is shown some time after it was asked for; until then there is nothing to take. */
async function takeOver(document: vscode.TextDocument): Promise<void> {
  const { version } = document;
  await until('the suggestion in the document', () => {
    if (document.version === version) void vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    return document.version > version;
  });
}
