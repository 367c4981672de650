import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { bitsPerWord } from '../../src/protocol/surprisal';
import { learnableText, openUntitled, smallOptions, testApi, until } from './extension';
import { Messages } from './messages';

const run = (command: string, argument?: object): Thenable<unknown> =>
  vscode.commands.executeCommand(`unroll.${command}`, argument);

describe('how surprising a text is', () => {
  let messages: Messages;
  before(async () => {
    assert.ok(await run('trainModel', { text: learnableText, name: 'surprised.txt', options: smallOptions }));
  });
  beforeEach(() => {
    messages = new Messages();
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is known of the whole text, and of what is written', async () => {
    const { surprise } = await testApi();
    const editor = await openUntitled('The keeper lit the lamp, and the lamp turned.\nZyxt wvut.\n');
    await run('toggleSurprise');
    const shown = await until('the marks', () => surprise.of(editor.document));
    await surprise.measured(editor.document, () => false);
    const mean = (line: number): number => bitsPerWord(shown.measured.words(line));
    assert.ok(mean(1) > mean(0) + 5, `${mean(1)} ${mean(0)}`);
    const before = shown.measured.words(0).length;
    await editor.edit(edit => {
      edit.insert(new vscode.Position(0, 0), 'Qwxz ');
    });
    await until('the new word', () => shown.measured.words(0).length === before + 1);
    await run('toggleSurprise');
    assert.equal(surprise.of(editor.document), undefined);
  });

  it('is measured from what is seen on, in a text of a megabyte as well, and no longer once it is hidden', async () => {
    const { surprise } = await testApi();
    const line = 'The keeper lit the lamp, and the lamp turned, and Zyxt wvut.\n';
    const editor = await openUntitled(line.repeat(17_000));
    editor.revealRange(new vscode.Range(12_000, 0, 12_001, 0), vscode.TextEditorRevealType.AtTop);
    await until('the place', () => (editor.visibleRanges[0]?.start.line ?? 0) > 11_000);
    await run('toggleSurprise');
    const shown = await until('the marks', () => surprise.of(editor.document));
    const [seen] = editor.visibleRanges;
    assert.ok(seen);
    await until('what is seen', () => shown.measured.words(seen.end.line).length > 0);
    assert.ok(shown.busy, 'the rest is not there yet');
    const began = performance.now();
    for (let time = 0; time < 10; time++) surprise.paint(editor.document);
    console.log(`      a screen is painted in ${((performance.now() - began) / 10).toFixed(2)} ms`);
    surprise.hide(editor.document);
    await until('its end', () => !shown.busy);
    assert.equal(surprise.of(editor.document), undefined);
    assert.equal(messages.of('warning').length, 0);
  });

  it('goes to the next passage in a text of a megabyte before the whole of it is measured', async () => {
    const { surprise } = await testApi();
    const line = 'The keeper lit the lamp, and the lamp turned, and Zyxt wvut.\n';
    const editor = await openUntitled(line.repeat(17_000));
    editor.selection = new vscode.Selection(12_000, 0, 12_000, 0);
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
    await until('the place', () => (editor.visibleRanges[0]?.start.line ?? 0) > 11_000);
    await run('nextSurprise');
    assert.ok(surprise.of(editor.document)?.busy, 'the rest is not there yet');
    const { start } = editor.selection;
    assert.ok(
      start.line >= 12_000 && start.line < 12_100 && start.character >= line.indexOf('Zyxt'),
      String(start.line),
    );
    surprise.hide(editor.document);
  });

  it('is asked again when the model has learned from a file, and when it has forgotten that', async () => {
    const { surprise } = await testApi();
    const strange = 'Zyxt wvut plingo fram.\n';
    const editor = await openUntitled(strange);
    await run('toggleSurprise');
    const surprising = async (): Promise<number> => {
      const shown = await until('the marks', () => surprise.of(editor.document));
      await surprise.measured(editor.document, () => false);
      return bitsPerWord(shown.measured.words(0));
    };
    const before = await surprising();
    await run('learnFromFile', { text: { text: strange.repeat(50), name: 'strange.txt' } });
    const learned = await surprising();
    assert.ok(learned < before - 3, `${learned} ${before}`);
    await run('forgetLearned');
    const forgotten = await surprising();
    assert.ok(Math.abs(forgotten - before) < 0.01, `${forgotten} ${before}`);
  });

  it('is never asked of an excluded file', async () => {
    const { surprise } = await testApi();
    const folder = mkdtempSync(join(tmpdir(), 'unroll-excluded-'));
    const path = join(folder, '.env');
    writeFileSync(path, 'SECRET=abcdefgh\n');
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document);
    for (const command of ['toggleSurprise', 'evaluateModel', 'nextSurprise']) {
      await run(command);
      assert.equal(surprise.of(document), undefined, command);
    }
    await until('the reasons', () => messages.of('warning').length === 3);
    for (const { text } of messages.of('warning')) assert.match(text, /\.env/);
    rmSync(folder, { recursive: true });
  });
});
