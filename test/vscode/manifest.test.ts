import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from './extension';

describe('the extension in the editor', () => {
  it('activates in good time and registers every command of its manifest', async () => {
    const unroll = extension();
    await unroll.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const manifest: unknown = unroll.packageJSON;
    assert.ok(typeof manifest === 'object' && manifest !== null && 'contributes' in manifest);
    const { commands } = manifest.contributes as { commands: { command: string }[] };
    assert.ok(commands.length > 0);
    for (const { command } of commands) assert.ok(registered.has(command), `${command} is not registered`);
  });
});
