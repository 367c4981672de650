/**
 * The first minutes after an installation, by what the screen says: no text, no model, no setting but that of fewer epochs. Screenshots go to
 * out/screenshots.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench';

/** A slow machine trains the sample for so long. */
const patience = { timeout: 300_000 };

describe('the first minutes', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open(undefined, { 'unroll.training.epochs': 4 });
  });
  after(() => workbench.close());

  it('begin with a sample, which is offered where there is no text', async () => {
    const { page } = workbench;
    await page.locator('.activitybar [aria-label*="Unroll"]').first().click();
    const welcome = page.locator('.welcome-view-content').first();
    await welcome.getByText('You have not trained a model yet').waitFor();
    await workbench.screenshot('first-welcome');
    await welcome.getByText('Train LSTM on This File').click();
    await workbench.notification('No text is open').waitFor();
    await workbench.screenshot('first-no-text');
    await workbench.notification('No text is open').getByText('Open Sample Text').click();
    await workbench.tab('lighthouse.txt').waitFor();
  });

  it('train on it at once, and soon show what is learned', async () => {
    const { panel } = workbench;
    await panel.locator('main h1', { hasText: 'lighthouse' }).waitFor();
    await panel.locator('.samples .sample-text').first().waitFor();
    await workbench.screenshot('first-training');
    await panel.locator('.badge', { hasText: 'Finished' }).waitFor(patience);
    await workbench.notification('"lighthouse" is trained').waitFor();
    await workbench.screenshot('first-trained');
    await workbench.clearNotifications();
  });

  it('go on writing at the end of the text, with the keyboard in it', async () => {
    const { page, panel } = workbench;
    await panel.getByText('Continue Text').first().click();
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await workbench.ghostText.first().waitFor();
    await workbench.screenshot('first-ghost-text');
    const before = await workbench.cursor();
    assert.ok(Number(/Ln (\d+)/.exec(before)?.[1]) > 100, before);
    const last = (await workbench.lines()).trimEnd().split('\n').at(-1) ?? '';
    await workbench.takeGhostText();
    const shown = (await workbench.lines()).trimEnd();
    assert.ok(!shown.endsWith(last) || shown.length > last.length, shown.slice(-200));
    await workbench.screenshot('first-accepted');
    // The title still stands first.
    await page.keyboard.press('Control+Home');
    await workbench.statusItem(/^\s*Ln 1, Col 1\s*$/).waitFor();
    assert.match(await workbench.lines(), /^The Keeper of the Grey Light/);
  });
});

/** As `npm start` serves it. */
describe('the walkthrough', () => {
  let workbench: Workbench;
  before(async () => {
    const quick = { 'unroll.training.epochs': 4, 'unroll.training.hiddenSize': 64 };
    workbench = await Workbench.open('lighthouse.txt', quick, {}, undefined, {
      UNROLL_WALKTHROUGH: '1',
    });
  });
  after(() => workbench.close());

  const done = (title: string): Locator =>
    workbench.page.locator('.getting-started-step[aria-checked="true"]', { hasText: title }).first();
  const press = async (step: string, button: string): Promise<void> => {
    const { page } = workbench;
    const found = page.locator('.getting-started-step').getByRole('button', { name: button, exact: true });
    if (!(await found.isVisible())) await page.locator('.getting-started-step', { hasText: step }).first().click();
    await found.click();
  };

  it('is open where there is no model, and its first button trains on the text behind it', async () => {
    const { page } = workbench;
    await page.locator('.gettingStartedContainer', { hasText: 'Get Started with Unroll' }).waitFor();
    assert.equal(await done('Train a Model').count(), 0);
    await press('Train a Model', 'Train LSTM on This File');
    await workbench.notification('"lighthouse" is trained').waitFor(patience);
    await done('Train a Model').waitFor();
    await workbench.screenshot('walkthrough');
  });

  it('leads on to the panel, to ghost text and to the settings, and every step is ticked', async () => {
    const { page } = workbench;
    await workbench.clearNotifications();
    await press('Watch It Learn', 'Open Training Panel');
    await done('Watch It Learn').waitFor();
    await press('Let It Continue Your Text', 'Continue Text with Model');
    await workbench.ghostText.first().waitFor();
    await workbench.screenshot('walkthrough-continued');
    await workbench.takeGhostText();
    await workbench.tab('Welcome').click();
    await done('Let It Continue Your Text').waitFor();
    await press('Make It Yours', 'Open Settings');
    await page.locator('.settings-editor').first().waitFor();
    // The settings lie over the page.
    await page.locator('.action-label[aria-label^="Close Modal Editor"]').click();
    await page.locator('.settings-editor').first().waitFor({ state: 'hidden' });
    await done('Make It Yours').waitFor();
  });

  it('stays where it is when the sample is opened from it', async () => {
    await press('Train a Model', 'Open Sample Text');
    await workbench.page.locator('.tab.active', { hasText: 'lighthouse.txt' }).waitFor();
    await workbench.tab('Welcome').click();
    await done('Make It Yours').waitFor();
  });
});
