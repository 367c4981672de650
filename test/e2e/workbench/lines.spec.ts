/** What is done with files of the explorer, with trainings in line and with models as files; several cells at once: by mouse and keys. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { prose, quickToTrain, trainOnLighthouse } from './smallModels';
import { Workbench } from './workbench';

const settings = { ...quickToTrain, 'files.simpleDialog.enable': true };

describe('files of the explorer', () => {
  let workbench: Workbench;
  let files: Locator;
  before(async () => {
    // The explorer selects the file whose editor has opened, a moment after the click, and drops what was selected since.
    workbench = await Workbench.open(
      'lighthouse.txt',
      { ...settings, 'explorer.autoReveal': false },
      {
        'notes/one.md': `---\ntitle: One\n---\n${prose('tower')}`,
        'notes/two.md': prose('boat'),
        'notes/three.md': prose('bell'),
      },
    );
    await workbench.page.keyboard.press('Control+Shift+E');
    files = workbench.page.locator('.explorer-folders-view .monaco-list-row');
    await files.filter({ hasText: 'notes' }).first().click();
    await files.filter({ hasText: 'one.md' }).waitFor();
  });
  after(() => workbench.close());

  const trainByMenu = (of: string): Promise<void> =>
    workbench.chooseFromMenu(
      files.filter({ hasText: of }).first(),
      'Train Model on Files',
      workbench.quickPickTitle('(1/3)'),
    );

  it('that are selected are trained on together, and no other', async () => {
    const { page, quickPick } = workbench;
    await files.filter({ hasText: 'one.md' }).click();
    await workbench.tab('one.md').waitFor();
    await files.filter({ hasText: 'two.md' }).click({ modifiers: ['Control'] });
    await workbench.page.locator('.explorer-folders-view .monaco-list-row.selected').nth(1).waitFor();
    await trainByMenu('two.md');
    const rows = quickPick.locator('.monaco-list-row');
    await rows.filter({ hasText: 'two.md' }).waitFor();
    assert.equal(await rows.filter({ hasText: '.md' }).count(), 2);
    for (const step of ['(2/3)', '(3/3)']) {
      await page.keyboard.press('Enter');
      await workbench.quickPickTitle(step).waitFor();
    }
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'Quick look' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.notification(/is trained/).waitFor();
    await workbench.panel.locator('.details', { hasText: 'one.md' }).first().waitFor();
    await workbench.clearNotifications();
  });

  it('that lie in a folder are trained on by its menu', async () => {
    const { page, quickPick } = workbench;
    await page.keyboard.press('Control+Shift+E');
    await trainByMenu('notes');
    const rows = quickPick.locator('.monaco-list-row');
    await rows.filter({ hasText: 'three.md' }).waitFor();
    assert.equal(await rows.filter({ hasText: '.md' }).count(), 3);
    await page.keyboard.press('Escape');
    await quickPick.waitFor({ state: 'hidden' });
  });

  it('that match a pattern are listed, each with its share', async () => {
    const { page, quickPick } = workbench;
    await workbench.runCommand('Unroll: Train Model on Files or a Folder…');
    await workbench.pickRow('Files of ');
    await quickPick.locator('.quick-input-message', { hasText: 'stands for any part of a name' }).waitFor();
    await quickPick.locator('input').first().fill('notes/t*.md, visitors.txt');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(1/3)').waitFor();
    const rows = quickPick.locator('.monaco-list-row');
    await rows.filter({ hasText: /two\.md.*% of all/ }).waitFor();
    assert.equal(await rows.count(), 2);
    await page.keyboard.press('Escape');
    await quickPick.waitFor({ state: 'hidden' });
  });

  it('are read by several cells, one after the other, and compared at the end', async () => {
    const { page } = workbench;
    await workbench.tab('lighthouse.txt').click();
    await workbench.focusText();
    await workbench.runCommand('Unroll: Train Several Models…');
    await workbench.quickPickTitle('(1/3)').waitFor();
    // The cell comes first.
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(2/3)').waitFor();
    for (const cell of ['rnn', 'gru']) await workbench.clickRow(cell);
    await workbench.screenshot('cells');
    await page.keyboard.press('Enter');
    await workbench.quickPickTitle('(3/3)').waitFor();
    await page.keyboard.press('Enter');
    await workbench.tab('2 trainings compared').waitFor();
    await workbench.notification('2 models are trained').waitFor();
    await workbench.screenshot('cells-compared');
    await workbench.clearNotifications();
  });

  it('are what models go to, and come back from', async () => {
    const { page, quickPick } = workbench;
    const lines = await workbench.openModels();
    const input = quickPick.locator('input').first();
    await workbench.runCommand('Unroll: Export Training…');
    await workbench.clickRow('cell gru');
    await workbench.clickRow('to be imported elsewhere');
    await page.waitForFunction(() =>
      /\.unroll[a-z]*$/.test(document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value ?? ''),
    );
    await workbench.screenshot('export-dialog');
    const place = await input.inputValue();
    await page.keyboard.press('Enter');
    await workbench.notification('Saved as').waitFor();
    await workbench.clearNotifications();
    const before = await lines.filter({ hasText: /gru/i }).count();
    await workbench.runCommand('Unroll: Import Model…');
    await page.waitForFunction(() =>
      (document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value ?? '').startsWith('/'),
    );
    await workbench.screenshot('import-dialog');
    await workbench.chooseFile(place);
    await workbench.notification('is imported').waitFor();
    await workbench.openModels();
    await lines.filter({ hasText: /gru/i }).nth(before).waitFor();
  });
});

describe('trainings in line', () => {
  let workbench: Workbench;
  let lines: Locator;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', {
      ...settings,
      'unroll.training.epochs': 5000,
      'unroll.training.patience': 0,
    });
    await train();
    lines = await workbench.openModels();
    await lines.locator('.codicon-sync').first().waitFor();
  });
  after(() => workbench.close());

  const line = (text: string | RegExp): Locator => lines.filter({ hasText: text }).first();
  const train = (): Promise<void> => trainOnLighthouse(workbench);
  const press = async (button: string): Promise<void> => {
    await line('waiting').hover();
    await line('waiting').locator(`.action-label[aria-label^="${button}"]`).click();
  };

  it('are taken out of it by the button of their line', async () => {
    await train();
    await workbench.notification(/waits until/).waitFor();
    await workbench.clearNotifications();
    await line('waiting').waitFor();
    await press('Remove from Line');
    await line('waiting').waitFor({ state: 'hidden' });
  });

  it('begin at once by the other, and the model so far is kept', async () => {
    await train();
    await workbench.notification(/waits until/).waitFor();
    await workbench.clearNotifications();
    await line('waiting').waitFor();
    await workbench.screenshot('line-buttons');
    await press('Start Now');
    await line('waiting').waitFor({ state: 'hidden' });
    await lines.locator('.codicon-sync').first().waitFor();
    await workbench.notification(/stopped/).waitFor();
    await workbench.clearNotifications();
    // Of one that is stopped before it has begun nothing is kept.
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await workbench.runCommand('Unroll: Stop Training');
    await workbench.notification(/stopped/).waitFor();
    await workbench.clearNotifications();
    await lines.locator('.codicon-sync').first().waitFor({ state: 'hidden' });
    await lines.filter({ hasText: 'lighthouse' }).nth(1).waitFor();
    assert.equal(await lines.filter({ hasText: 'lighthouse' }).count(), 2);
  });
});
