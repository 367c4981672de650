import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled, startEndlessRun, testApi, until, workerProcesses } from './extension';
import { Messages } from './messages';

/** The last file by name: nothing of the extension works after it. */
describe('the end of the window', () => {
  it('leaves no process behind, in the middle of a training', async () => {
    const messages = new Messages();
    const { context } = await testApi();
    await openUntitled('The keeper ');
    await startEndlessRun();
    assert.ok(workerProcesses().length > 0);
    // What the editor does when an extension is deactivated.
    vscode.Disposable.from(...context.subscriptions).dispose();
    await until('the end of the processes', () => workerProcesses().length === 0, 5000);
    messages.dispose();
  });
});
