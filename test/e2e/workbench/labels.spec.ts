/** A classifier as a person makes and uses it, with the keyboard: train on a table, read what it gets right, label a line. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labelledRules } from '../../fixtures/labelledRules';
import { Workbench } from './workbench';

/** Below what asks for something. */
const top = '\n'.repeat(14);

describe('Label Selection, by the keyboard', () => {
  let workbench: Workbench;
  before(async () => {
    const texts = { 'note.txt': `${top}we saw the old sail near the tide\n`, 'rules.tsv': labelledRules() };
    workbench = await Workbench.open('rules.tsv', {}, texts);
  });
  after(() => workbench.close());

  it('says what it found, trains, and shows what the model gets right', async () => {
    await workbench.runCommand('Unroll: Train Classifier on This File');
    await workbench.quickPickTitle('Train Classifier on This File').waitFor();
    await workbench.screenshot('labels-found');
    assert.match(
      await workbench.quickPick.locator('input').first().getAttribute('placeholder').then(String),
      /Labels in column "?1"?, texts in column "?2"?: 180 texts, 3 labels/,
    );
    await workbench.page.keyboard.press('Enter');
    await workbench.panel.locator('.badge', { hasText: 'Finished' }).waitFor({ timeout: 220_000 });
    await workbench.panel.locator('.labels .confusion').waitFor();
    await workbench.screenshot('labels-trained');
    await workbench.clearNotifications();
  });

  it('labels the line of the cursor, with the words that decided marked', async () => {
    const { page } = workbench;
    await workbench.quickOpen('note.txt');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await workbench.runCommand('Unroll: Label Selection');
    const row = workbench.quickPick.locator('.monaco-list-row[aria-label^="Copy Label"]');
    await row.waitFor({ timeout: 60_000 });
    assert.match(String(await row.getAttribute('aria-label')), /boats/);
    await workbench.quickPickTitle('Labels by rules').waitFor();
    await workbench.screenshot('labels-line');
    await page.keyboard.press('Enter');
    await workbench.quickPick.waitFor({ state: 'hidden' });
    await workbench.statusItem('Label copied.').waitFor();
  });
});
