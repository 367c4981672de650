/** How surprising a text is to a model: marks on its words, what is said of one, passages, the summary; each edit is followed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench';

const other = [
  'The keeper counted the stairs of the tower, and the light turned.',
  'Quantum chromodynamics perturbs the lighthouse keeper.',
  'The sea was grey, and the boat came in with the tide.',
  '灯塔看守人数了数台阶。',
  '',
].join('\n');
const quick = { 'unroll.training.epochs': 8, 'unroll.training.hiddenSize': 64 };

/** Backgrounds of words that are marked; the editor draws them under the text. */
const marks = ({ page }: Workbench): Locator => page.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');

async function untilMarks(workbench: Workbench, holds: (count: number) => boolean): Promise<number> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const count = await marks(workbench).count();
    if (holds(count)) return count;
    await workbench.page.waitForTimeout(200);
  }
  throw new Error(`${await marks(workbench).count()} marks`);
}

async function trained(workbench: Workbench, command: string, badge: string): Promise<void> {
  await workbench.page.locator('.monaco-editor').first().click();
  await workbench.runCommand(command);
  await workbench.panel.locator('.badge', { hasText: badge }).waitFor();
  await workbench.notifications.first().waitFor();
  await workbench.clearNotifications();
  await workbench.quickOpen('other.txt');
}

describe('how surprising a text is', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', quick, { 'other.txt': other });
  });
  after(() => workbench.close());

  it('is marked on its words, and summed up in the panel', async () => {
    await trained(workbench, 'Unroll: Train LSTM on This File', 'Finished');
    await workbench.runCommand('Unroll: Evaluate Model on This File');
    await untilMarks(workbench, count => count > 3);
    const { panel } = workbench;
    await panel.locator('.evaluation h2', { hasText: 'How surprising is other.txt to "lighthouse"?' }).waitFor();
    const summary = await panel.locator('.evaluation').innerText();
    for (const part of [
      'Frozen',
      'Held-out part of lighthouse.txt',
      'by counting alone',
      'Learning while it reads',
      '1 in 64',
    ])
      assert.ok(summary.includes(part), `${part} in ${summary}`);
    await workbench.statusItem('bits a word').waitFor();
    await workbench.clearNotifications();
    for (const [name, theme] of [
      ['light', 'Light Modern'],
      ['dark', 'Dark Modern'],
      ['high-contrast', 'Dark High Contrast'],
      ['high-contrast-light', 'Light High Contrast'],
    ] as const) {
      await workbench.chooseTheme(theme);
      await workbench.page.waitForTimeout(700);
      await workbench.screenshot(`surprise-${name}`);
    }
    await workbench.chooseTheme('Dark Modern');
  });

  it('goes from one surprising passage to the next, and back', async () => {
    await workbench.moveCursor(['Control+Home'], 1, 1);
    await workbench.runCommand('Unroll: Go to Next Surprising Passage');
    await workbench.statusItem(/Ln \d+, Col \d+ \(\d+ selected\)/).waitFor();
    const first = await workbench.cursor();
    await workbench.runCommand('Unroll: Go to Next Surprising Passage');
    await workbench.page
      .locator('.statusbar-item', { hasText: /selected/, hasNotText: first.trim() })
      .first()
      .waitFor();
    await workbench.runCommand('Unroll: Go to Previous Surprising Passage');
    await workbench.statusItem(first.trim()).waitFor();
  });

  it('says of a word how unlikely it was, to whom, and what was likelier', async () => {
    const { page } = workbench;
    await workbench.focusText();
    await page.keyboard.press('Control+G');
    await workbench.quickPick.waitFor();
    await page.keyboard.type('2:3');
    await page.keyboard.press('Enter');
    await workbench.statusItem(/^\s*Ln 2, Col 3\s*$/).waitFor();
    await workbench.focusText();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover', { hasText: 'Likelier here' }).first();
    await hover.waitFor();
    const said = await hover.innerText();
    for (const part of [/bits[:;]/, /all voices/, /counting/, /network/, /\d %|\d%/]) assert.match(said, part);
    await page.waitForTimeout(500);
    await workbench.screenshot('surprise-hover');
    await page.keyboard.press('Escape');
  });

  it('follows what is written', async () => {
    const before = await marks(workbench).count();
    await workbench.moveCursor(['Control+Home'], 1, 1);
    await workbench.page.keyboard.type('Zyxomma krtzful wobbly.');
    await untilMarks(workbench, count => count >= before + 3);
    for (let key = 0; key < 'Zyxomma krtzful wobbly.'.length; key++) await workbench.page.keyboard.press('Backspace');
    await untilMarks(workbench, count => count === before);
  });

  it('is gone after one click', async () => {
    await workbench.statusItem('bits a word').click();
    await untilMarks(workbench, count => count === 0);
    await workbench.statusItem('bits a word').waitFor({ state: 'hidden' });
  });

  it('knows what the model was held against earlier', async () => {
    await workbench.runCommand('Unroll: Evaluate Model on This File');
    await workbench.panel.locator('.evaluation h3', { hasText: 'Earlier evaluations' }).waitFor();
    await untilMarks(workbench, count => count > 3);
  });
});

describe('how surprising a text is, in Chinese', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', quick, { 'other.txt': other }, 'zh-cn');
  });
  after(() => workbench.close());

  it('is said in Chinese', async () => {
    await trained(workbench, 'Unroll: 用此文件训练 LSTM', '已完成');
    await workbench.runCommand('Unroll: 用此文件评估模型');
    await workbench.panel.locator('.evaluation h2', { hasText: '有多意外' }).waitFor();
    await untilMarks(workbench, count => count > 3);
    await workbench.statusItem('每词').waitFor();
    await workbench.page.waitForTimeout(500);
    await workbench.screenshot('surprise-zh');
  });
});
