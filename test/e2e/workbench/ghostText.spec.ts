/** Ghost text with real keys: alternatives, what was not wanted, texts that cannot be written, the model of a file. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Workbench } from './workbench';

const settings = {
  'unroll.training.epochs': 12,
  'unroll.training.hiddenSize': 64,
  'unroll.completion.boldness': 'talkative',
  'files.readonlyInclude': { '**/fixed.txt': true },
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};
const notes = 'The keeper lit the lamp. The sea was grey, and the boat went out.\n'.repeat(60);

describe('ghost text', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', settings, { 'notes.txt': notes, 'fixed.txt': 'The keeper ' });
    await train('lighthouse.txt', 'lighthouse');
  });
  after(() => workbench.close());

  async function train(file: string, name: string): Promise<void> {
    await workbench.quickOpen(file);
    await workbench.runCommand('Unroll: Train LSTM on This File');
    await workbench.notification(`"${name}" is trained`).waitFor();
    await workbench.clearNotifications();
  }

  /** What is suggested at the cursor, once it is there. */
  async function suggested(unlike?: string): Promise<string> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const parts = await workbench.ghostText.allInnerTexts();
      const text = parts.join('').replaceAll('\u00a0', ' ');
      if (text.trim() !== '' && text !== unlike) return text;
      await workbench.page.waitForTimeout(100);
    }
    await workbench.screenshot('no-suggestion');
    throw new Error(`nothing is suggested${unlike === undefined ? '' : ` but "${unlike}"`}`);
  }

  async function newText(typed: string): Promise<void> {
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.tab('Untitled-').waitFor();
    await workbench.focusText();
    await workbench.page.keyboard.type(typed);
  }

  const firstWord = (text: string): string => /^\P{L}*[\p{L}\p{N}’']*/u.exec(text)?.[0].trim() ?? '';

  it('has alternatives with other first words, which Alt+] goes through', async () => {
    const { page } = workbench;
    await newText('The keeper looked at the ');
    await suggested();
    await page.keyboard.press('Alt+Backslash');
    const seen = [await suggested()];
    for (let time = 0; time < 2; time++) {
      await page.waitForTimeout(500);
      await page.keyboard.press('Alt+BracketRight');
      seen.push(await suggested(seen.at(-1)));
    }
    await workbench.screenshot('alternatives');
    assert.equal(new Set(seen.map(firstWord)).size, 3, seen.join(' | '));
    await page.keyboard.press('Alt+BracketLeft');
    assert.equal(await suggested(seen[2]), seen[1]);
    await workbench.takeGhostText();
    assert.ok((await workbench.lines()).startsWith(`The keeper looked at the ${seen[1]!.trimEnd()}`));
  });

  it('does not offer again what was not wanted at the same place', async () => {
    const { page } = workbench;
    await newText('The keeper lit the ');
    const first = await suggested();
    await page.keyboard.type('z');
    await page.waitForTimeout(1500);
    await page.keyboard.press('Backspace');
    // A suggestion may come after a pause only; none is as good as another one.
    await page.waitForTimeout(1500);
    const parts = await workbench.ghostText.allInnerTexts();
    assert.notEqual(parts.join('').replaceAll('\u00a0', ' '), first);
  });

  it('offers a name the third time that was typed twice', async () => {
    const { page } = workbench;
    await newText('Tarwen came.\nTarwen saw the lamp.\nThen ');
    await page.keyboard.type('Tar', { delay: 100 });
    assert.match(await suggested(), /^wen/);
    await workbench.screenshot('third-time');
    await workbench.takeGhostText();
    assert.match(await workbench.lines(), /\nThen Tarwen/);
  });

  it('says that a read-only text cannot be continued', async () => {
    await workbench.quickOpen('fixed.txt');
    await workbench.runCommand('Unroll: Continue Text with Model');
    await workbench.notification('This text is read-only').waitFor();
    await workbench.clearNotifications();
  });

  it('is that of the model trained on the file, once it is asked for', async () => {
    const { page } = workbench;
    await train('notes.txt', 'notes');
    await workbench.statusItem(/^\s*notes\s*$/).waitFor();
    await workbench.quickOpen('lighthouse.txt');
    await workbench.statusItem(/^\s*notes\s*$/).click();
    await workbench.quickPick.waitFor();
    await workbench.screenshot('ghost-text-menu');
    await workbench.pickRow('Use "lighthouse", Trained on This File');
    await workbench.statusItem(/^\s*lighthouse\s*$/).waitFor();
    await workbench.quickOpen('notes.txt');
    await workbench.statusItem(/^\s*notes\s*$/).waitFor();
    await workbench.quickOpen('lighthouse.txt');
    await workbench.statusItem(/^\s*lighthouse\s*$/).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nThe keeper ');
    await suggested();
  });
});
