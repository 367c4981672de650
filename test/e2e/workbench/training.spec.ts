/** The main path as a newcomer walks it: one command on the open sample, the panel, stop, ghost text. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench';

/** The run goes on until it is stopped. */
const endless = { 'unroll.training.epochs': 100_000, 'unroll.training.patience': 0, 'unroll.training.hiddenSize': 128 };

describe('training on the sample', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', endless);
  });
  after(() => workbench.close());

  it('offers presets with the time each takes, once this machine has been measured', async () => {
    await workbench.runCommand('Unroll: Train Model on This File…');
    const balanced = workbench.quickPick.locator('.monaco-list-row[aria-label^="Balanced, about "]');
    await balanced.waitFor();
    await workbench.screenshot('presets');
    await workbench.page.keyboard.press('Escape');
    await workbench.quickPick.waitFor({ state: 'hidden' });
  });

  it('is started by one command and soon shows its perplexity', async () => {
    await workbench.page.locator('.monaco-editor').first().click();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    const began = Date.now();
    await workbench.statusItem(/Perplexity \d/).waitFor();
    const seconds = (Date.now() - began) / 1000;
    console.log(`  first perplexity ${seconds.toFixed(1)} s after the command`);
    await workbench.panel.locator('.badge', { hasText: 'Training' }).waitFor();
    await workbench.panel.locator('.samples .sample-text').first().waitFor();
    assert.equal(await workbench.panel.locator('.run h1').innerText(), 'lighthouse');
  });

  for (const [name, theme, bodyClass] of [
    ['dark', 'Dark Modern', 'vscode-dark'],
    ['light', 'Light Modern', 'vscode-light'],
    ['high-contrast', 'Dark High Contrast', 'vscode-high-contrast'],
  ] as const)
    it(`is drawn in the editor's ${name} theme, while it goes on`, async () => {
      await workbench.chooseTheme(theme);
      await workbench.panel.locator(`body.${bodyClass}`).waitFor();
      await workbench.page.waitForTimeout(700);
      await workbench.screenshot(name);
      assert.equal(await workbench.panel.locator('.badge').innerText(), 'Training');
    });

  it('is right again after the panel was hidden', async () => {
    const before = await workbench.shownStep();
    await panelTab(workbench).click();
    await workbench.quickOpen('README.md');
    await workbench.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
    await workbench.page.waitForTimeout(1000);
    await panelTab(workbench).click();
    await workbench.panel.locator('.run h1').waitFor();
    const shown = await workbench.shownStep();
    assert.ok(shown > before, `step ${shown} after ${before}`);
    assert.ok((await workbench.panel.locator('.samples .sample-text').count()) > 0);
  });

  it('suggests already while it goes on, and offers a name that was typed a few times', async () => {
    const { page } = workbench;
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.tab('Untitled-1').waitFor();
    await workbench.focusText();
    // Twice is not always enough: how sure the voices are depends on how far the network is.
    await page.keyboard.type('Tarwen came.\nTarwen saw the lamp.\nTarwen lit the lamp.\nTarwen went home.\nThen ');
    // The lines are learned beside the typing; a person who sees nothing types on, or again.
    const offered = workbench.ghostText.filter({ hasText: 'wen' }).first();
    for (let attempt = 0; attempt < 12 && !(await offered.isVisible()); attempt++) {
      await page.keyboard.type('Tar');
      await offered.waitFor({ timeout: 5000 }).catch(async () => {
        for (let key = 0; key < 3; key++) await page.keyboard.press('Backspace');
      });
    }
    await offered.waitFor();
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await workbench.screenshot('while-training');
    await workbench.takeGhostText();
    await page.locator('.monaco-editor.focused .view-line', { hasText: /^Then.Tarwen/ }).waitFor();
    await panelTab(workbench).click();
  });

  const stop = async (): Promise<void> => {
    await workbench.panel.getByText('Stop Training').click();
    await workbench.panel.locator('.badge', { hasText: 'Stopped; the model so far is kept' }).waitFor();
    await workbench.statusItem('Perplexity').waitFor({ state: 'hidden' });
  };

  it('is stopped by the button of the panel, which keeps the model', async () => {
    await stop();
    await workbench.notification('"lighthouse" was stopped and saved').waitFor();
    await workbench.screenshot('stopped');
    await workbench.clearNotifications();
  });

  it('is resumed by the button of the panel, from where it was', async () => {
    const { panel } = workbench;
    const before = await workbench.shownStep();
    await panel.getByText('Resume Training').click();
    await panel.locator('.badge', { hasText: 'Training' }).waitFor();
    await panel.locator('.notes', { hasText: 'Resumed at step' }).waitFor();
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await workbench.screenshot('resumed');
    await stop();
    const shown = await workbench.shownStep();
    assert.ok(shown > before, `step ${shown} after ${before}`);
  });

  it('then goes on writing at the end of the text as one types, and Tab takes it over', async () => {
    const { page } = workbench;
    await workbench.tab('lighthouse.txt').click();
    await workbench.focusText();
    await page.keyboard.press('Control+End');
    let typed = 'The keeper counted the st';
    await page.keyboard.type(`\n${typed}`);
    // On a machine under load the editor may give up waiting and offer words instead; a person goes on typing.
    await workbench.ghostText
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(async () => {
        await page.keyboard.type('airs ');
        typed += 'airs ';
        await workbench.ghostText.first().waitFor();
      });
    await workbench.screenshot('ghost-text');
    await workbench.takeGhostText();
    const line = (await workbench.lines()).split('\n').find(text => text.startsWith(typed)) ?? '';
    assert.ok(line.length > typed.length, `nothing was added to "${line}"`);
  });
});

const panelTab = ({ page }: Workbench): Locator =>
  page.locator('.tabs-container .tab', { hasText: 'lighthouse', hasNotText: 'lighthouse.txt' });
