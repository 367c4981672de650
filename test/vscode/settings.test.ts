import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { extension, until } from './extension';
import { Messages } from './messages';

// Those of the workspace: a VS Code that is served to a browser does not read the user's again before the window is reloaded, for no extension.
describe('settings that another program writes while the window is open', () => {
  let messages: Messages;
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(() => messages.dispose());

  it('are reported if a value is wrong', async () => {
    await extension();
    const file = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, '.vscode', 'settings.json');
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const epochs = () => JSON.stringify(vscode.workspace.getConfiguration('unroll').inspect('training.epochs'));
    const usual = epochs();
    mkdirSync(dirname(file), { recursive: true });
    try {
      for (const wrong of [-5, 'many']) {
        const { length } = messages.all;
        writeFileSync(file, JSON.stringify({ 'unroll.training.epochs': wrong }));
        await until('the warning', () => messages.all.length > length, 20_000);
        assert.match(messages.all.at(-1)?.text ?? '', /unroll\.training\.epochs/);
      }
    } finally {
      if (before === undefined) rmSync(file);
      else writeFileSync(file, before);
      await until('the former value', () => epochs() === usual, 20_000);
    }
  });
});
