/** A folder that is not trusted: training runs nothing of the folder, so it works there as well. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Workbench } from './workbench';

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.open('lighthouse.txt', {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'unroll.training.epochs': 2,
    'unroll.training.hiddenSize': 32,
  });
});
after(() => workbench.close());

it('trains in Restricted Mode', async () => {
  await workbench.statusItem('Restricted Mode').waitFor();
  await workbench.page.locator('.monaco-editor').first().click();
  await workbench.runCommand('Unroll: Train LSTM on This File');
  await workbench.panel.locator('.badge', { hasText: 'Finished' }).waitFor();
  assert.match(await workbench.panel.locator('.tiles').innerText(), /Validation perplexity\s+\d/);
});
