/**
 * Labels and series in Simplified Chinese and a dark theme, with the keyboard, to their ends: what is trained, labelled, listed, forecast, copied and
 * saved, and what is said of files that cannot be read. Screenshots go to out/screenshots.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { visitors } from '../../../bench/reproduce/visitors';
import { labelledRules } from '../../fixtures/labelledRules';
import { Workbench } from './workbench';

const longName = 'what the person who read the letter took it to be about';
const lines = ['we saw the old sail near the tide', 'the quiet violin and a song', 'near and of the old a green'];

/** Every sixth line has the label of the line before, so that there is something to get wrong. */
function mislabelled(text: string): string {
  const rows = text.split('\n');
  return rows.map((row, n) => (n % 6 === 5 ? row.replace(/^\w+/, rows[n - 1]!.split('\t')[0]!) : row)).join('\n');
}

describe('labels and series in Simplified Chinese', () => {
  let workbench: Workbench;
  before(async () => {
    const settings = {
      'workbench.colorTheme': 'Default Dark Modern',
      'unroll.training.epochs': 3,
      'unroll.training.hiddenSize': 32,
    };
    const texts = {
      'rules.tsv': `${longName}\tthe text of the letter as it was written\n${mislabelled(labelledRules())}`,
      'note.txt': `${'\n'.repeat(12)}${lines.join('\n')}\n`,
      'letters/one.txt': `${lines[0]!}\n`,
      'letters/two.txt': `${lines[1]!}\n`,
      'letters/three.txt': `${lines[2]!}\n`,
      'visitors.csv': visitors(1, 400),
      'single.tsv': Array.from({ length: 30 }, (_, n) => `boats\tletter number ${n} of the sea`).join('\n'),
      'broken.csv': visitors(1, 60).replace(/(\n2022-02-01,)\d+/, '$1many'),
    };
    workbench = await Workbench.open('rules.tsv', settings, texts, 'zh-cn');
  });
  after(() => workbench.close());

  const finished = async (): Promise<void> => {
    await workbench.panel.locator('.badge', { hasText: '已完成' }).waitFor({ timeout: 220_000 });
    await workbench.notifications.first().waitFor();
  };
  const label = async (): Promise<void> => {
    await workbench.runCommand('Unroll: 标注所选文本');
    await workbench.quickPick.locator('.monaco-list-row[aria-label^="复制标签"]').waitFor();
  };

  it('trains a classifier: what was found is said, and what came of it', async () => {
    const { page, panel, quickPick } = workbench;
    await workbench.runCommand('Unroll: 用此文件训练分类器');
    await workbench.quickPickTitle('用此文件训练分类器').waitFor();
    await workbench.screenshot('zh-labels-found');
    await quickPick.locator('.monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await finished();
    await workbench.screenshot('zh-labels-trained');
    await workbench.clearNotifications();
    await panel.locator('.labels .confusion').scrollIntoViewIfNeeded();
    await workbench.screenshot('zh-labels-confusion');
    await panel.locator('.labels summary').click();
    await panel.locator('.labels details[open] .sample-text').last().scrollIntoViewIfNeeded();
    await workbench.screenshot('zh-labels-wrong');
  });

  it('labels what is selected, and each line', async () => {
    const { page } = workbench;
    await workbench.quickOpen('note.txt');
    await workbench.moveCursor(['Control+Home', ...Array.from(Array(12), () => 'ArrowDown')], 13, 1);
    for (let line = 0; line < 3; line++) await page.keyboard.press('Shift+ArrowDown');
    await label();
    await workbench.screenshot('zh-labels-selection');
    await workbench.pickRow('标注每一行');
    await page.locator('.view-line', { hasText: 'quiet violin' }).first().waitFor();
    await workbench.tab(/Untitled|未命名/).waitFor();
    await workbench.screenshot('zh-labels-lines');
  });

  it('is not sure below the threshold that a person sets', async () => {
    const { page } = workbench;
    await workbench.runCommand('Preferences: Open Settings (UI)');
    const search = page.locator('.settings-editor .monaco-editor').first();
    await search.click();
    await page.keyboard.type('unroll.labels.unsureBelow');
    const input = page.locator('.settings-editor .setting-item-control input').first();
    // The list is drawn anew once the search has come to rest, and what was written before is gone.
    await page.locator('.settings-editor', { hasText: '1 Setting Found' }).waitFor();
    await input.waitFor();
    for (let attempt = 0; attempt < 10 && (await input.inputValue()) !== '1'; attempt++) {
      await input.click({ clickCount: 3 });
      await page.keyboard.type('1');
      await page.keyboard.press('Tab');
      await page.waitForTimeout(1000);
    }
    await workbench.screenshot('zh-labels-threshold');
    await page.keyboard.press('Escape');
    await page.locator('.settings-editor').waitFor({ state: 'hidden' });
    await workbench.quickOpen('note.txt');
    await workbench.moveCursor(['Control+Home', ...Array.from(Array(12), () => 'ArrowDown')], 13, 1);
    await label();
    await workbench.screenshot('zh-labels-unsure');
    assert.match(
      String(await workbench.quickPick.locator('.monaco-list-row[aria-label^="复制标签"]').getAttribute('aria-label')),
      /不确定/,
    );
  });

  it('labels every file of a folder', async () => {
    const { page, quickPick } = workbench;
    await workbench.pickRow('标注文件夹中的每个文件');
    const input = quickPick.locator('input').first();
    await quickPick.locator('.monaco-list-row', { hasText: 'letters' }).first().waitFor();
    await workbench.screenshot('zh-labels-folder');
    await input.fill(`${await input.inputValue()}letters/`);
    await page.waitForTimeout(2000);
    await workbench.screenshot('zh-labels-folder-chosen');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'one.txt' }).first().waitFor();
    await workbench.screenshot('zh-labels-files');
  });

  it('trains a forecast, shows it, and hands it on', async () => {
    const { page, panel, quickPick } = workbench;
    await workbench.quickOpen('visitors.csv');
    await workbench.runCommand('Unroll: 用此文件训练预测');
    await workbench.quickPickTitle('用此文件训练预测').waitFor();
    await quickPick.locator('.monaco-list-row').first().waitFor();
    await workbench.screenshot('zh-series-found');
    await page.keyboard.press('Enter');
    await finished();
    await panel.locator('.series canvas').waitFor();
    await workbench.screenshot('zh-series-trained');
    await workbench.clearNotifications();
    await panel.locator('.series h2').scrollIntoViewIfNeeded();
    await workbench.screenshot('zh-series-chart');
    await panel.locator('.series table').last().scrollIntoViewIfNeeded();
    await workbench.screenshot('zh-series-table');
    await workbench.quickOpen('visitors.csv');
    const offer = async (): Promise<void> => {
      await workbench.runCommand('Unroll: 显示预测');
      await quickPick.locator('.monaco-list-row[aria-label^="复制为 CSV"]').waitFor();
    };
    await offer();
    await workbench.screenshot('zh-series-offered');
    await workbench.pickRow('插入到下方');
    await quickPick.waitFor({ state: 'hidden' });
    await workbench.focusText();
    await page.keyboard.press('Control+End');
    await page.locator('.view-line', { hasText: '2023-02-18,' }).waitFor();
    await workbench.screenshot('zh-series-inserted');
    await offer();
    await workbench.pickRow('复制为 CSV');
    await workbench.statusItem('已复制预测。').waitFor();
    await offer();
    await workbench.pickRow('保存为 CSV');
    await quickPick.locator('input').first().waitFor();
    await page.waitForTimeout(2000);
    await workbench.screenshot('zh-series-save');
    await page.keyboard.press('Enter');
    await workbench.notification(/visitors-forecast\.csv/).waitFor();
    await workbench.screenshot('zh-series-saved');
    await workbench.clearNotifications();
    await workbench.quickOpen('note.txt');
    await offer();
    await workbench.screenshot('zh-series-offered-elsewhere');
    await page.keyboard.press('Escape');
    await quickPick.waitFor({ state: 'hidden' });
  });

  it('says of files that cannot be read where the fault is, and leads there', async () => {
    await workbench.quickOpen('broken.csv');
    await workbench.runCommand('Unroll: 用此文件训练预测');
    const openLine = workbench.notification('many').locator('.monaco-button', { hasText: '打开第 33 行' });
    await openLine.waitFor();
    await workbench.screenshot('zh-series-broken');
    await openLine.click();
    await workbench.statusItem(/Ln 33, Col 1/).waitFor();
    await workbench.quickOpen('single.tsv');
    await workbench.runCommand('Unroll: 用此文件训练分类器');
    await workbench.notification(/boats.*没有什么可区分.*请添加/).waitFor();
    await workbench.screenshot('zh-labels-single');
  });
});
