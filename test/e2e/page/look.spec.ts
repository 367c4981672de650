/** How the training panel looks: in the three themes, wide and narrow, and in every state. Screenshots go to out/screenshots. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { textMessage } from '../../../src/protocol/message';
import { connectBrowser } from '../browser';
import { PanelPage } from './panelPage';
import { crowdedLines, endedRun, labelReport, seriesReport, newsOf, resultOf, runningRun, translation } from './runs';
import type { ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage;

async function openPanel(theme: ThemeName, width = 1100): Promise<PanelPage> {
  await panel.reload({ theme, width });
  return panel;
}

before(async () => {
  browser = await connectBrowser();
  panel = await PanelPage.open(browser);
});
after(() => browser.close());

describe('the look of the training panel', () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const)
    it(`is drawn in ${theme}`, async () => {
      await openPanel(theme);
      await panel.send({ kind: 'hydrate', run: runningRun() });
      await panel.screenshot(theme);
    });

  it('is drawn in every state', async () => {
    await openPanel('light', 540);
    await panel.send({ kind: 'hydrate' });
    await panel.screenshot('empty');
    const early = runningRun({ metrics: [], validations: [], samples: [], baselines: [], totalSteps: 0 });
    await panel.send({
      kind: 'hydrate',
      run: { ...early, status: { state: 'starting', phase: 'tokenising' } },
    });
    await panel.screenshot('starting');
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const note = { kind: 'note', message: textMessage('The loss became NaN; back to step 600.') } as const;
    await panel.send(newsOf('run-1', note, { kind: 'ended', result: resultOf('stopped') }));
    await panel.screenshot('ended');
    const cut = { state: 'interrupted', message: textMessage('The background process ended (SIGKILL).') } as const;
    const notice = textMessage('"storm" did not start. The text is empty.');
    await panel.send({ kind: 'hydrate', notice, run: runningRun({ status: cut, savedStep: 600, ...crowdedLines() }) });
    await panel.send({ kind: 'attention', translation: translation() });
    await panel.screenshot('interrupted');
  });

  it('draws what a classifier gets right, and wrong', async () => {
    for (const theme of ['dark', 'high-contrast'] as const) {
      await openPanel(theme, 620);
      await panel.send({ kind: 'hydrate', run: { ...endedRun(), use: 'label', labels: labelReport() } });
      const labels = panel.page.locator('section.labels');
      await labels.scrollIntoViewIfNeeded();
      assert.match(await labels.innerText(), /60 texts: 90% right/);
      assert.equal(await labels.locator('.confusion td.right').count(), 3);
      await labels.locator('summary').click();
      await panel.screenshot(`labels-${theme}`);
    }
  });

  it('draws a series with its forecast, and the whole of it on demand', async () => {
    for (const theme of ['dark', 'high-contrast'] as const) {
      await openPanel(theme, 620);
      await panel.send({ kind: 'hydrate', run: { ...endedRun(), use: 'forecast', series: seriesReport() } });
      const series = panel.page.locator('section.series');
      await series.scrollIntoViewIfNeeded();
      assert.match(await series.locator('.winner').first().innerText(), /Mixture \(answers\)\s+1\.9/);
      assert.equal(await panel.page.locator('.tab[data-kind="perplexity"]').isVisible(), false);
      assert.equal(await series.locator('tr').count(), 3 + 1 + 3 + 2 + 1 + 6 + 1);
      await panel.screenshot(`series-${theme}`);
      const back = series.getByText('Back to the Forecast');
      assert.equal(await back.isVisible(), false);
      await series.getByText('Show the Whole Series').click();
      assert.equal(await back.isVisible(), true);
      await back.click();
      assert.equal(await back.isVisible(), false);
    }
  });

  it('does not move for those who ask for that, in the editor or in their system', async () => {
    const { page } = await openPanel('dark');
    const status = { state: 'starting', phase: 'reading' } as const;
    await panel.send({ kind: 'hydrate', run: runningRun({ status }) });
    const moving = (): Promise<string[]> =>
      page.evaluate(() =>
        ['.progress-fill', '.badge .codicon'].map(selector => {
          const node = document.querySelector(selector);
          return node ? getComputedStyle(node).animationName : 'missing';
        }),
      );
    assert.deepEqual(await moving(), ['travel', 'codicon-spin']);
    await page.evaluate(() => {
      document.body.classList.add('vscode-reduce-motion');
    });
    assert.deepEqual(await moving(), ['none', 'none']);
    await panel.setTheme('dark');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await moving(), ['none', 'none']);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('repaints when the theme changes', async () => {
    const { page } = await openPanel('dark');
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const canvas = page.locator('canvas:visible').first();
    const before = await canvas.screenshot();
    await panel.setTheme('light');
    const other = await PanelPage.open(browser, 'light');
    await other.send({ kind: 'hydrate', run: runningRun() });
    const wanted = await other.page.locator('canvas:visible').first().screenshot();
    assert.notDeepEqual(wanted, before);
    // It is repainted in some animation frame after the change; a test that never sees it runs out of time.
    while (!(await canvas.screenshot()).equals(wanted));
    await other.page.close();
  });

  it('fits a narrow column without a horizontal scroll bar', async () => {
    const { page } = await openPanel('dark', 380);
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await panel.screenshot('narrow');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  });
});
