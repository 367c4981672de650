/** A forecast as a person makes and uses it, with the keyboard: train on a table, read who is best, insert what comes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { visitors } from '../../../bench/reproduce/visitors';
import { Workbench } from './workbench';

describe('Train Forecast on This File, by the keyboard', () => {
  let workbench: Workbench;
  before(async () => {
    const measured = Array.from({ length: 40 }, (_, n) => (20 + 5 * Math.sin(n / 3)).toFixed(1));
    const measurements = `Measured by hand\n${measured.join('\n')}\nthe end\n`;
    const texts = { 'visitors.csv': visitors(1, 400), 'measurements.txt': measurements };
    const quick = { 'unroll.training.epochs': 10, 'unroll.training.hiddenSize': 16 };
    workbench = await Workbench.open('visitors.csv', quick, texts);
  });
  after(() => workbench.close());

  it('says what it found, trains, and shows the series with its forecast', async () => {
    await workbench.runCommand('Unroll: Train Forecast on This File');
    await workbench.quickPickTitle('Train Forecast on This File').waitFor();
    await workbench.screenshot('series-found');
    assert.match(
      await workbench.quickPick.locator('input').first().getAttribute('placeholder').then(String),
      /Column "?visitors"?: 400 values, daily, 2022-01-01 to 2023-02-04/,
    );
    await workbench.page.keyboard.press('Enter');
    await workbench.panel.locator('.badge', { hasText: 'Finished' }).waitFor({ timeout: 220_000 });
    await workbench.panel.locator('.series canvas').waitFor();
    assert.equal(await workbench.panel.locator('.series .winner').count(), 2);
    await workbench.clearNotifications();
    await workbench.panel.locator('.series h2').scrollIntoViewIfNeeded();
    await workbench.screenshot('series-trained');
  });

  it('is trained further, and the new model says whose weights it began with', async () => {
    await workbench.runCommand('Unroll: Train Further…');
    await workbench.pickRow('visitors');
    for (const step of ['(1/3)', '(2/3)', '(3/3)']) {
      await workbench.quickPickTitle(`Train "visitors" Further ${step}`).waitFor();
      if (step === '(2/3)') await workbench.quickPick.locator('input').first().fill('2');
      await workbench.page.keyboard.press('Enter');
    }
    await workbench.notification('"visitors 2" is trained').waitFor({ timeout: 220_000 });
    await workbench.panel.locator('.notes', { hasText: 'visitors' }).waitFor();
    assert.match(await workbench.panel.locator('.notes').innerText(), /weights of "visitors"/);
    await workbench.clearNotifications();
  });

  it('zooms with the keys, and back', async () => {
    const canvas = workbench.panel.locator('.series canvas');
    const back = workbench.panel.getByText('Back to the Forecast');
    await canvas.focus();
    await workbench.page.keyboard.press('+');
    await back.waitFor();
    await workbench.screenshot('series-zoomed');
    await workbench.page.keyboard.press('0');
    await back.waitFor({ state: 'hidden' });
    await workbench.panel.getByText('Show the Whole Series').click();
    await back.waitFor();
    await workbench.screenshot('series-whole');
  });

  it('inserts the forecast at the end of the file', async () => {
    await workbench.quickOpen('visitors.csv');
    await workbench.runCommand('Unroll: Show Forecast');
    const row = workbench.quickPick.locator('.monaco-list-row[aria-label^="Insert Below"]');
    await row.waitFor();
    await workbench.screenshot('series-offered');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickPick.waitFor({ state: 'hidden' });
    await workbench.focusText();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.locator('.view-line', { hasText: '2023-02-18,' }).waitFor();
    await workbench.screenshot('series-inserted');
  });

  it('reads numbers that are selected between other lines', async () => {
    const { keyboard } = workbench.page;
    await workbench.quickOpen('measurements.txt');
    await workbench.moveCursor(['Control+Home', 'ArrowDown'], 2, 1);
    for (let line = 0; line < 40; line++) await keyboard.press('Shift+ArrowDown');
    await workbench.statusItem(/Ln 42, Col 1 \(\d+ selected\)/).waitFor();
    await workbench.runCommand('Unroll: Train Forecast on This File');
    await workbench.quickPick.locator('.monaco-list-row.focused[aria-label^="The Selection"]').waitFor();
    await keyboard.press('Enter');
    await workbench.quickPick.locator('input[placeholder*="40 values"]').waitFor();
    await keyboard.press('Escape');
    await workbench.quickPick.waitFor({ state: 'hidden' });
  });
});
