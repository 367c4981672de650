/** The extension in Simplified Chinese, as VS Code shows it with that display language. Screenshots go to out/screenshots. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Workbench } from './workbench';

describe('the extension in Simplified Chinese', () => {
  let workbench: Workbench;
  before(async () => {
    const settings = {
      'unroll.training.epochs': 5000,
      'unroll.training.patience': 0,
      'unroll.training.hiddenSize': 64,
      'workbench.colorTheme': 'Default Dark Modern',
    };
    workbench = await Workbench.open('lighthouse.txt', settings, {}, 'zh-cn');
  });
  after(() => workbench.close());

  it('offers its presets', async () => {
    await workbench.runCommand('Unroll: 用此文件训练模型…');
    await workbench.quickPick.locator('.monaco-list-row[aria-label^="均衡"]').waitFor();
    await workbench.screenshot('zh-presets');
    assertChinese(await workbench.quickPick.locator('.quick-input-list').innerText());
    await workbench.page.keyboard.press('Escape');
    await workbench.quickPick.waitFor({ state: 'hidden' });
  });

  it('trains, and says in the panel and the status bar how it goes', async () => {
    const { page, panel } = workbench;
    await page.locator('.monaco-editor').first().click();
    await workbench.runCommand('Unroll: 用此文件训练 LSTM');
    await workbench.statusItem(/困惑度 \d/).waitFor();
    await panel.locator('.samples .sample-text').first().waitFor();
    await page.waitForTimeout(3000);
    await workbench.screenshot('zh-training');
    await panel.getByText('停止训练').click();
    await panel.locator('.badge', { hasText: '已停止' }).waitFor();
    await workbench.notification(/困惑度/).waitFor();
    await workbench.screenshot('zh-ended');
    await workbench.clearNotifications();
    for (const part of ['.badge', '.actions', '.verdict', '.progress-text', '.tiles'])
      assertChinese(await panel.locator(part).innerText());
    await panel.locator('.details').last().scrollIntoViewIfNeeded();
    await workbench.screenshot('zh-details');
  });

  it('lists its models', async () => {
    await workbench.page.locator('.activitybar [aria-label*="Unroll"]').first().click();
    const row = workbench.page.locator('.pane-body .monaco-list-row').first();
    await row.waitFor();
    await row.hover();
    await workbench.page.locator('.monaco-hover', { hasText: 'lighthouse' }).first().waitFor();
    await workbench.screenshot('zh-models');
    assertChinese(await row.innerText());
  });

  it('describes its settings', async () => {
    await workbench.runCommand('Preferences: Open Settings (UI)');
    const search = workbench.page.locator('.settings-editor .monaco-editor').first();
    await search.click();
    await workbench.page.keyboard.type('@ext:unroll.unroll ');
    const first = workbench.page.locator('.settings-editor .setting-item-description').first();
    await first.waitFor();
    await workbench.screenshot('zh-settings');
    assertChinese(await first.innerText());
  });
});

/** Names of models, units and numbers stay as they are; two English words beside one another are a sentence not translated. */
function assertChinese(shown: string): void {
  assert.match(shown, /[\u4e00-\u9fff]/, shown);
  assert.doesNotMatch(shown, /\b[a-z]{3,} [a-z]{3,}\b/, shown);
}
