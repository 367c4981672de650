import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, testApi, workerProcesses } from './extension';

// Files run in the order of their names: this is the first, when nothing has had a reason to start a process yet.
describe('the extension in the editor', () => {
  it('registers every command of its manifest', async () => {
    const manifest: unknown = (await extension()).packageJSON;
    const { contributes } = manifest as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0);
    for (const { command } of contributes.commands) assert.ok(registered.has(command), `${command} is not registered`);
  });

  it('starts no process by being activated', async () => {
    const { training, inference } = await testApi();
    assert.equal(training.running, undefined);
    assert.equal(inference.isLoaded, false);
    assert.deepEqual(workerProcesses(), []);
  });
});
