/**
 * The walk of someone who never saw it, by the keyboard alone: three models on a folder, one named anew, compared, one continued, a chart
 * exported. After each step the keyboard is where it was, or in what has opened.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { prose, quickToTrain } from './smallModels';
import { Workbench } from './workbench';

describe('three models on a folder, by the keyboard alone', () => {
  let workbench: Workbench;
  let lines: Locator;
  before(async () => {
    const settings = { ...quickToTrain, 'unroll.training.epochs': 1, 'files.simpleDialog.enable': true };
    workbench = await Workbench.open(undefined, settings, {
      'notes/one.md': `---\ntitle: One\n---\n${prose('tower')}`,
      'notes/two.md': prose('boat'),
    });
    await workbench.page.keyboard.press('Control+Shift+E');
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'notes' }).waitFor();
    lines = workbench.page.locator('.pane-body [aria-label="Models"] .monaco-list-row');
  });
  after(() => workbench.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };
  /** The list that has the keyboard. */
  const focusedList = (name: string): Locator => workbench.page.locator(`.monaco-list[aria-label="${name}"]:focus`);
  /** Goes through the questions about the files: all of them, front matter left out, the end of each held out. */
  const answerAboutFiles = async (): Promise<void> => {
    for (const step of ['(1/3)', '(2/3)', '(3/3)']) {
      await workbench.quickPickTitle(step).waitFor();
      await workbench.quickPick.locator('.monaco-list-row').first().waitFor();
      await press('Enter');
    }
  };
  const trained = async (name: string): Promise<void> => {
    await workbench.notification(`"${name}" is trained`).waitFor();
    await workbench.clearNotifications();
  };

  it("the menu of the folder trains a model of one's own making", async () => {
    await focusedList('Files Explorer').waitFor();
    await press('Home');
    await workbench.chooseFromMenuByKeys('Train Model on Files');
    await workbench.quickPick
      .locator('.monaco-list-row', { hasText: /% of all/ })
      .first()
      .waitFor();
    await answerAboutFiles();
    await workbench.pickRow('Customise…');
    await workbench.quickPickTitle('Train Model on notes (1/6)').waitFor();
    await workbench.pickRow('RNN,');
    for (const step of [2, 3, 4, 5, 6]) {
      await workbench.quickPickTitle(`(${step}/6)`).waitFor();
      await press('Enter');
    }
    await trained('notes');
    await focusedList('Files Explorer').waitFor();
  });

  it('and two more, one after the other, with names of their own', async () => {
    for (const preset of ['Quick look', 'Balanced']) {
      await workbench.chooseFromMenuByKeys('Train Model on Files');
      await answerAboutFiles();
      await workbench.pickRow(preset);
      await workbench.quickPick.waitFor({ state: 'hidden' });
      await focusedList('Files Explorer').waitFor();
    }
    await trained('notes 3');
  });

  it('F2 renames the line that the arrows have moved to', async () => {
    // The view is drawn a moment after it is opened for the first time; the keyboard is in it from then on.
    for (let attempt = 0; attempt < 5 && !(await focusedList('Models').isVisible()); attempt++)
      await workbench.runCommand('Unroll: Focus on Models View');
    await lines.nth(2).waitFor();
    await press('Home', 'ArrowDown', 'F2');
    const input = workbench.quickPick.locator('input').first();
    await workbench.quickPick.locator('.quick-input-message', { hasText: '"notes 2"' }).waitFor();
    await input.fill('Second');
    await press('Enter');
    await lines.filter({ hasText: 'Second' }).waitFor();
    await focusedList('Models').waitFor();
  });

  it('one is trained further', async () => {
    await workbench.chooseFromMenuByKeys('Train Further');
    for (const step of ['(1/3)', '(2/3)', '(3/3)']) {
      await workbench.quickPickTitle(step).waitFor();
      await press('Enter');
    }
    await trained('Second 2');
    await focusedList('Models').waitFor();
  });

  it('all are compared, and their keys measured', async () => {
    await press('Home');
    await workbench.chooseFromMenuByKeys('Compare Trainings');
    await workbench.quickPick.locator('input[type="text"]').first().waitFor();
    const chosen = (count: number): Promise<void> =>
      workbench.quickPick.locator('.quick-input-count', { hasText: String(count) }).waitFor();
    // The line whose menu it was is chosen already.
    await chosen(1);
    await press('ArrowDown');
    for (const count of [2, 3, 4]) {
      await press('ArrowDown', 'Space');
      await chosen(count);
    }
    await press('Enter');
    await workbench.tab('4 trainings compared').waitFor();
    const compared = workbench.panel.locator('.compared');
    await compared.locator('.compared-tables').waitFor();
    await workbench.tabTo(compared.getByRole('button', { name: 'Measure Keys Saved' }));
    await press('Enter');
    await compared.locator('tr', { hasText: 'Keys saved by suggestions' }).waitFor();
    assert.match(await compared.locator('tr', { hasText: 'Keys saved' }).innerText(), /(\t\d+(\.\d)?%){4}/);
    await compared.locator('.scroll:focus').waitFor();
  });

  it('the chart is saved as SVG, and the button has the keyboard again', async () => {
    const compared = workbench.panel.locator('.compared');
    const save = compared.getByRole('button', { name: 'Save as Picture…' });
    await workbench.tabTo(save);
    await press('Enter');
    await workbench.pickRow('SVG');
    const input = workbench.quickPick.locator('input').first();
    await workbench.page.waitForFunction(() =>
      (document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value ?? '').endsWith('.svg'),
    );
    const place = await input.inputValue();
    await press('Enter');
    await workbench.notification('Saved as').waitFor();
    assert.match(workbench.saved(place.slice(place.lastIndexOf('/') + 1)), /^<svg .*Perplexity.*<\/svg>$/s);
    assert.ok(await save.evaluate(button => button === document.activeElement));
    await workbench.screenshot('walk');
  });
});
