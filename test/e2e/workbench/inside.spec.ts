/** What is inside a model, and a passage read side by side: by the palette, the keyboard and the menu of the Models view. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { Workbench } from './workbench';

describe('what is inside models', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open('lighthouse.txt', {
      'unroll.training.epochs': 3,
      'unroll.training.hiddenSize': 32,
      'unroll.training.embeddingSize': 16,
      'unroll.training.sampleLength': 20,
    });
    await workbench.focusText();
    await workbench.runCommand('Unroll: Train LSTM on This File');
    await workbench.notification('"lighthouse" is trained').waitFor();
    await workbench.clearNotifications();
  });
  after(() => workbench.close());

  /** The page that has such an element, of several. */
  const pageWith = async (selector: string): Promise<Frame> => {
    for (let attempt = 0; attempt < 240; attempt++) {
      for (const frame of workbench.page.frames())
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      await workbench.page.waitForTimeout(500);
    }
    throw new Error(`No page has ${selector}.`);
  };

  it('is shown while it trains: how gradients reach back', async () => {
    const page = await pageWith('.run .reach:not([hidden])');
    assert.match(
      await page.locator('.run .reach').innerText(),
      /After \d+ steps (less|more) than a hundredth of it is/,
    );
  });

  it('is looked into by the palette: units, a passage painted, values by the keyboard', async () => {
    await workbench.tab('lighthouse.txt').click();
    await workbench.moveCursor(['Control+Home', 'ArrowDown', 'ArrowDown'], 3, 1);
    await workbench.page.keyboard.press('Shift+End');
    await workbench.runCommand('Unroll: Look Inside Model…');
    const page = await pageWith('.inside .painted span');
    assert.equal(await page.locator('.inside h1').innerText(), 'Inside "lighthouse"');
    assert.match(await page.locator('.inside .painted').innerText(), /^There was once a lighthouse/);
    assert.ok((await page.locator('.inside .following tr').count()) > 1);
    await page.locator('.inside .painted').focus();
    await workbench.page.keyboard.press('ArrowRight');
    assert.match(await page.locator('.inside [role=status]').innerText(), /^T: -?\d/);
    await workbench.screenshot('inside');
  });

  it('is read side by side with counting, which the same model brings along', async () => {
    await workbench.tab('lighthouse.txt').click();
    await workbench.moveCursor(['Control+Home'], 1, 1);
    await workbench.runCommand('Unroll: Count n-grams of This File');
    await workbench.pickRow('Trigrams');
    await workbench.notification(/lighthouse/).waitFor();
    await workbench.clearNotifications();
    const lines = await workbench.openModels();
    await lines.nth(1).waitFor();
    await lines.nth(0).click();
    await lines.nth(1).click({ modifiers: ['Control'] });
    await workbench.chooseFromMenu(lines.nth(1), 'Read Side by Side', workbench.tab(/Read by 2/));
    const page = await pageWith('.readers .reader');
    assert.equal(await page.locator('.readers .reader').count(), 2);
    await page.locator('.readers .painted').first().focus();
    await workbench.page.keyboard.press('Home');
    assert.match(await page.locator('.readers [role=status]').innerText(), /bits · .* bits$/);
    await workbench.screenshot('readers');
  });
});
