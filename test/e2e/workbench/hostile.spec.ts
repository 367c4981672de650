/** A setting that is wrong, files whose names are attacks, and a model so large that a step takes long: with real keys. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Workbench } from './workbench';

/** VS Code makes links of such text in its notifications; a click would run the command. */
const attack = '[Show more](command:workbench.action.toggleZenMode) y.txt';

describe('what nobody should have written', () => {
  let workbench: Workbench;
  before(async () => {
    const settings = { 'unroll.completion.boldness': 'everything' };
    workbench = await Workbench.open('lighthouse.txt', settings, { [attack]: 'too short' });
  });
  after(() => workbench.close());

  it('a setting that is wrong from the beginning is named before it is missed', async () => {
    await workbench.notification('unroll.completion.boldness').waitFor();
    await workbench.clearNotifications();
  });

  it('a file whose name is a command is named in a notification, and is no link there', async () => {
    await workbench.openByName('Show more', '[Show more]');
    await workbench.tab('Show more').waitFor();
    await workbench.focusText();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    const notification = workbench.notification('Show more');
    await notification.waitFor();
    await workbench.screenshot('attack');
    assert.equal(await notification.locator('.notification-list-item-message a').count(), 0);
    assert.match(await notification.innerText(), /Show more/);
  });
});

describe('a large model', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', {
      'unroll.training.hiddenSize': 1024,
      'unroll.training.layers': 2,
      'unroll.training.epochs': 1000,
      'unroll.training.patience': 0,
    });
  });
  after(() => workbench.close());

  it('is stopped and kept, and nothing is ended by force', async () => {
    await workbench.page.locator('.monaco-editor').first().click();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await workbench.runCommand('Unroll: Stop Training');
    // A step of it takes seconds where other work has the processor.
    await workbench.panel.locator('.badge', { hasText: 'Stopped' }).waitFor({ timeout: 240_000 });
    await workbench.screenshot('large-stopped');
    assert.equal(await workbench.notifications.filter({ hasText: /force/ }).count(), 0);
    const lines = await workbench.openModels();
    await lines.filter({ hasText: 'lighthouse' }).first().waitFor();
  });
});
