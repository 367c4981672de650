/** The Models view with keys and mouse: trainings in line, further, several, on a folder; names, notes, order, deletion and its undo. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { prose, quickToTrain, trainOnLighthouse } from './smallModels';
import { Workbench } from './workbench';

describe('the Models view', () => {
  let workbench: Workbench;
  let lines: Locator;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', quickToTrain, {
      'notes/one.md': `---\ntitle: One\n---\n# One\n\n${prose('tower')}`,
      'notes/two.md': prose('boat'),
      'notes/deep/three.md': prose('bell'),
      'notes/ignored.md': prose('ghost'),
      'notes/.gitignore': 'ignored.md\n',
    });
  });
  after(() => workbench.close());

  const line = (text: string | RegExp): Locator => lines.filter({ hasText: text }).first();
  const train = (): Promise<void> => trainOnLighthouse(workbench);

  it('shows a model once it is trained', async () => {
    await train();
    await workbench.notification('"lighthouse" is trained').waitFor();
    lines = await workbench.openModels();
    await line('lighthouse').waitFor();
    await workbench.clearNotifications();
  });

  it('F2 gives it another name', async () => {
    await line('lighthouse').click();
    await workbench.page.keyboard.press('F2');
    const input = workbench.quickPick.locator('input').first();
    await input.waitFor();
    await input.fill('First light');
    await workbench.page.keyboard.press('Enter');
    await line('First light').waitFor();
  });

  it('trains it further: the same text, some epochs, a name; Back returns to the question before', async () => {
    const { page, quickPick } = workbench;
    await workbench.runCommand('Unroll: Train Further…');
    await quickPick.locator('.monaco-list-row', { hasText: 'First light' }).first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('Train "First light" Further (1/3)').waitFor();
    await workbench.screenshot('further');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(2/3)').waitFor();
    await quickPick
      .locator('.quick-input-titlebar [aria-label="Back"], .quick-input-titlebar .codicon-quick-input-back')
      .first()
      .click();
    await workbench.quickPickTitle('(1/3)').waitFor();
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(2/3)').waitFor();
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(3/3)').waitFor();
    await page.keyboard.press('Enter');
    await workbench.notification('"First light 2" is trained').waitFor();
    await line('First light 2').waitFor();
    await workbench.clearNotifications();
  });

  it('trains on a folder, shows what is read, and leaves out front matter', async () => {
    const { page, quickPick } = workbench;
    await workbench.runCommand('Unroll: Train Model on Files or a Folder…');
    await quickPick.locator('.monaco-list-row', { hasText: 'All Texts of' }).first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(1/3)').waitFor();
    const rows = quickPick.locator('.monaco-list-row');
    await rows.filter({ hasText: 'notes/deep/three.md' }).waitFor();
    assert.equal(await rows.filter({ hasText: 'ignored' }).count(), 0);
    await workbench.screenshot('files');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(2/3)').waitFor();
    await rows.filter({ hasText: 'Front Matter' }).waitFor();
    await workbench.screenshot('files-left-out');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(3/3)').waitFor();
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'Quick look' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.panel.locator('.notes', { hasText: 'Left out: front matter' }).waitFor();
    await workbench.screenshot('files-page');
    await workbench.notification(/is trained/).waitFor();
    await workbench.clearNotifications();
  });

  it('trains several that differ in one option, one after the other, and compares them', async () => {
    const { page, quickPick } = workbench;
    await workbench.tab('lighthouse.txt').click();
    await workbench.focusText();
    await workbench.runCommand('Unroll: Train Several Models…');
    await workbench.quickPickTitle('(1/3)').waitFor();
    await quickPick.locator('input').first().fill('hidden size');
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(2/3)').waitFor();
    await quickPick.locator('input').first().fill('8, 0');
    await quickPick.locator('.quick-input-message', { hasText: 'whole number' }).waitFor();
    await quickPick.locator('input').first().fill('8, 16');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(3/3)').waitFor();
    await workbench.screenshot('several');
    await page.keyboard.press('Enter');
    await line(/waiting/).waitFor();
    await workbench.screenshot('line');
    await workbench.focusText();
    await workbench.tab('2 trainings compared').waitFor();
    // Whoever writes meanwhile goes on writing.
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await workbench.notification('2 models are trained').waitFor();
    await workbench.clearNotifications();
  });

  it('groups them by text, and filters', async () => {
    const { page, quickPick } = workbench;
    await workbench.runCommand('Unroll: Arrange Models…');
    await workbench.pickRow('By the Text');
    await line('lighthouse.txt').waitFor();
    await workbench.screenshot('grouped');
    await workbench.runCommand('Unroll: Arrange Models…');
    await workbench.pickRow('Filter');
    await quickPick.locator('.quick-input-message', { hasText: 'Show models that have' }).waitFor();
    await quickPick.locator('input').first().fill('first 2');
    await page.keyboard.press('Enter');
    await line('First light 2').waitFor();
    await line(/hidden size/).waitFor({ state: 'hidden' });
    await workbench.runCommand('Unroll: Arrange Models…');
    await workbench.pickRow('Show All');
    await workbench.runCommand('Unroll: Arrange Models…');
    await workbench.pickRow('One List');
    await line(/hidden size/).waitFor();
  });

  it('Delete asks, says what is lost, and Undo brings it back', async () => {
    const { page } = workbench;
    // The list goes on moving its lines for a moment after it was ordered anew: what is selected counts.
    const selected = page.locator('.pane-body .monaco-list-row.selected', { hasText: 'First light 2' });
    for (let attempt = 0; attempt < 10 && !(await selected.isVisible()); attempt++) {
      await line('First light 2').click();
      await page.waitForTimeout(300);
    }
    await page.keyboard.press('Delete');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: '"First light 2"?' }).waitFor();
    await workbench.screenshot('delete');
    await page.keyboard.press('Enter');
    const deleted = workbench.notification('"First light 2" was deleted.');
    await deleted.waitFor();
    await line('First light 2').waitFor({ state: 'hidden' });
    await deleted.getByRole('button', { name: 'Undo' }).click();
    await line('First light 2').waitFor();
  });

  for (const [name, theme] of [
    ['light', 'Light Modern'],
    ['high-contrast', 'Dark High Contrast'],
  ] as const)
    it(`is drawn in the ${name} theme`, async () => {
      await workbench.chooseTheme(theme);
      await workbench.page.waitForTimeout(700);
      await workbench.screenshot(`models-${name}`);
    });
});
