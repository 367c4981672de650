/** The window is reloaded in the middle of a training: what was reached is shown again, and the training can go on. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { checkpointFile } from '../../../src/store/checkpoint';
import { Workbench } from './workbench';

describe('a window that is reloaded while a model trains', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', {
      'unroll.training.epochs': 5000,
      'unroll.training.patience': 0,
      'unroll.training.hiddenSize': 64,
    });
  });
  after(() => workbench.close());

  it('shows the interrupted run with its curve, and goes on from its checkpoint', async () => {
    const { page, panel } = workbench;
    await page.locator('.monaco-editor').first().click();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await page.locator('.monaco-editor').first().click();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    await workbench.notification(/waits until "lighthouse" is trained/).waitFor();
    await workbench.untilStored(checkpointFile);
    // The page that is open, and the training in line.
    await workbench.untilRemembered('mainThreadWebview-unroll.training', String.raw`unroll.waiting\":[{`);
    await workbench.reload();
    // The editor starts anew, with an extension host of its own: a machine with other work takes minutes over that.
    const patience = { timeout: 240_000 };
    const interrupted = panel.getByText('This training was interrupted.');
    // In a browser VS Code writes its open tabs when it finds the time: where it came too late, the page is opened by its command.
    const restored = await interrupted.waitFor({ timeout: 45_000 }).then(
      () => true,
      () => false,
    );
    if (!restored) await workbench.runCommand('Unroll: Open Training Panel');
    await interrupted.waitFor(patience);
    const before = await workbench.shownStep();
    assert.ok(before > 0);
    const lines = await workbench.openModels();
    const left = lines.filter({ hasText: 'not begun when the window closed' });
    await left.waitFor();
    await workbench.screenshot('reloaded');
    // It is offered for a few seconds too; the line stays.
    await left.hover();
    await left.locator('.action-label[aria-label^="Start Now"]').click();
    await left.waitFor({ state: 'hidden' });
    await panel.locator('.run h1', { hasText: 'lighthouse 2' }).waitFor();
    // Of one that is stopped before it has begun nothing is kept.
    await panel.locator('.badge', { hasText: 'Training' }).waitFor();
    await panel.getByText('Stop Training').click();
    await panel.locator('.badge', { hasText: 'Stopped' }).waitFor();
    await workbench.runCommand('Unroll: Resume Training…');
    await workbench.pickRow('lighthouse, ');
    await panel.locator('.badge', { hasText: 'Training' }).waitFor();
    await panel.locator('.notes', { hasText: 'Resumed at step' }).waitFor();
    await workbench.statusItem(/Perplexity \d/).waitFor();
    await panel.getByText('Stop Training').click();
    await panel.locator('.badge', { hasText: 'Stopped' }).waitFor();
    assert.ok((await workbench.shownStep()) > before);
    assert.equal(await panel.locator('.run h1').innerText(), 'lighthouse');
  });
});
