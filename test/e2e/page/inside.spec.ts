/** What is seen inside a model: how it looks, by the pointer and by the keyboard. Screenshots go to out/screenshots. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';
import { connectBrowser } from '../browser';
import { PanelPage } from './panelPage';
import { insideClassifierReport, insideReport, readersReport, runningRun } from './runs';

let browser: Browser;
let panel: PanelPage;
before(async () => {
  browser = await connectBrowser();
});
after(() => browser.close());

const inChinese = { language: 'zh-CN', catalogue: chinese };

describe('the page of what is inside a model', () => {
  afterEach(() => panel.page.close());

  it('is drawn in every theme, narrow, and in Chinese', async () => {
    for (const theme of ['dark', 'light', 'high-contrast'] as const) {
      panel = await PanelPage.open(browser, theme, 900);
      await panel.send({ kind: 'inside', report: insideReport() });
      assert.equal(await panel.text('h1'), 'Inside "<b>lighthouse</b>"');
      await panel.screenshot(`inside-${theme}`);
      await panel.send({ kind: 'readers', report: readersReport() });
      await panel.screenshot(`readers-${theme}`);
      assert.deepEqual(await panel.faults(), []);
      await panel.page.close();
    }
    panel = await PanelPage.open(browser, 'dark', 300, 1000, inChinese);
    await panel.send({ kind: 'inside', report: insideReport() });
    await panel.send({ kind: 'readers', report: readersReport() });
    await panel.screenshot('inside-narrow-zh');
    const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    assert.doesNotMatch(await panel.page.locator('.inside').innerText(), /gradient|unit|layer/i);
  });

  it('paints the unit that follows something, and any other, value by value', async () => {
    panel = await PanelPage.open(browser);
    await panel.send({ kind: 'inside', report: insideReport() });
    const { page } = panel;
    const unit = page.getByLabel('Unit', { exact: true });
    const shown = page.getByLabel('Shown', { exact: true });
    // The strongest is shown at first.
    assert.deepEqual([await unit.inputValue(), await shown.inputValue()], ['5', 'h']);
    await page.getByRole('button', { name: 'Memory cell, layer 1, unit 18' }).click();
    assert.deepEqual([await unit.inputValue(), await shown.inputValue()], ['18', 'c']);
    const strengths = (): Promise<string[]> =>
      page
        .locator('.inside .painted span')
        .evaluateAll(all => all.map(span => (span as HTMLElement).style.getPropertyValue('--strength')));
    const before = await strengths();
    await unit.press('ArrowUp');
    assert.equal(await unit.inputValue(), '19');
    assert.notDeepEqual(await strengths(), before);
    // sin(1 + token / 5 + unit) in bytes from -1 to 1.
    await page.locator('.inside .painted').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    const value = Number(/^e: (-?[\d.]+)$/.exec(await panel.text('.inside [role=status]'))?.[1]);
    assert.ok(Math.abs(value - Math.sin(1 + 2 / 5 + 18)) < 0.02, String(value));
    await page.keyboard.press('ArrowDown');
    assert.match(await panel.text('.inside [role=status]'), /^t: |^h: |^i: |^␣/);
    await page.keyboard.press('End');
    assert.match(await panel.text('.inside [role=status]'), /^↵ line end: /);
    await page.locator('.inside .painted span').nth(4).hover();
    assert.match(await panel.text('.inside [role=status]'), /^k: /);
  });

  it('shows what a classifier makes of the passage, and both of its directions', async () => {
    for (const [theme, width, words] of [
      ['dark', 900, undefined],
      ['light', 300, inChinese],
    ] as const) {
      panel = await PanelPage.open(browser, theme, width, 1000, words);
      await panel.send({ kind: 'inside', report: insideClassifierReport() });
      await panel.screenshot(`inside-classifier-${width}`);
      assert.deepEqual(await panel.faults(), []);
      if (!words) {
        assert.match(await panel.text('.inside'), /labels it boats/);
        assert.match(await panel.text('.inside .reach'), /still changes the label/);
        assert.equal(await panel.page.locator('.inside .following').first().isVisible(), false);
        const layer = panel.page.getByLabel('Layer', { exact: true });
        assert.deepEqual(await layer.locator('option').allInnerTexts(), ['1', '1, backwards']);
        const legend = await panel.page.locator('.inside .legend li').allInnerTexts();
        assert.deepEqual(legend, ['Hidden state', 'Hidden state, read backwards']);
      }
      if (width === 900) await panel.page.close();
    }
  });

  it('says of a place of the text what each model found of it', async () => {
    panel = await PanelPage.open(browser);
    await panel.send({ kind: 'readers', report: readersReport() });
    const { page } = panel;
    await page.locator('.readers .painted').nth(1).focus();
    await page.keyboard.press('Home');
    const bits = [1, 2, 3, 4].map(seed => (4 + 4 * Math.sin(seed)).toPrecision(3));
    const said = await panel.text('.readers [role=status]');
    assert.match(
      said,
      /^T: harbour rnn 7\.37 bits · harbour gru 7\.64 bits · harbour lstm 4\.56 bits · Counting, as in/,
    );
    assert.equal(bits[0], '7.37');
    assert.equal(await page.locator('.readers .painted .at').count(), 4);
    await page.getByLabel('Coloured').selectOption('words');
    await page.locator('.readers .painted span').nth(1).hover();
    assert.match(await panel.text('.readers [role=status]'), /^keeper␣: harbour rnn/);
  });

  it('shows in the page of a run how gradients reach back by now, and where they are clipped', async () => {
    panel = await PanelPage.open(browser);
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const reach = panel.page.locator('.run .reach');
    // sqrt(0.93)^k of the memory cell, 0.4 of it: below a hundredth after 102 steps, more than were looked at.
    assert.match(
      await reach.innerText(),
      /After 95 steps more than a hundredth of it is still left\. Training cuts it off after 64 steps\./,
    );
    assert.equal(await reach.locator('.legend li').count(), 4);
    await panel.page.locator('.tab[data-kind="gradientNorm"]').click();
    assert.match(await panel.page.locator('.chart .legend').first().innerText(), /Clipped above/);
    await panel.screenshot('reach');
    for (const width of [300, 1400]) {
      await panel.page.setViewportSize({ width, height: 1000 });
      await panel.screenshot(`reach-${width}`);
    }
  });
});
