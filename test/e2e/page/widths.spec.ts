/**
 * Every page at three widths, in English and in Chinese: nothing is wider than the page, no words of a chart are cut, on one another or on a line, and
 * the keyboard reaches what is drawn. Screenshots go to out/screenshots.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import chinese from '../../../l10n/bundle.l10n.zh-cn.json';
import type { ToPage } from '../../../src/protocol/page';
import { connectBrowser } from '../browser';
import { drawnIn, faultsOf } from './drawn';
import { PanelPage } from './panelPage';
import {
  crowdedLines,
  endedRun,
  insideClassifierReport,
  insideReport,
  readersReport,
  runningRun,
  seriesReport,
  settings,
} from './runs';

const widths = [300, 700, 1400] as const;

const pages: Record<string, ToPage> = {
  run: { kind: 'hydrate', run: runningRun(crowdedLines()) },
  series: { kind: 'hydrate', run: { ...endedRun(), use: 'forecast', series: seriesReport() } },
  inside: { kind: 'inside', report: insideReport() },
  classifier: { kind: 'inside', report: insideClassifierReport() },
  readers: { kind: 'readers', report: readersReport() },
  comparison: {
    kind: 'comparison',
    runs: ['lighthouse', 'harbour with a long name', 'storm'].map((name, index) =>
      runningRun({ id: `run-${index}`, name, settings: settings(['lstm', 'gru', 'rnn'][index] ?? '') }),
    ),
  },
  vocabulary: {
    kind: 'vocabulary',
    report: {
      ...{ name: 'lighthouse.txt', characters: 15_812, tokens: 15_812, size: 52, coverage: 0.9991, notes: [] },
      ...{ droppedTypes: 4, top: [{ token: ' ', frequency: 900 }], zipfExponent: 1.02 },
      zipf: Array.from({ length: 40 }, (_, index) => ({ rank: index + 1, frequency: Math.ceil(900 / (index + 1)) })),
    },
  },
};

const languages = { en: undefined, zh: { language: 'zh-CN', catalogue: chinese } } as const;

let browser: Browser;
before(async () => {
  browser = await connectBrowser();
});
after(() => browser.close());

for (const language of ['en', 'zh'] as const)
  describe(`every page (${language})`, () => {
    let panel: PanelPage;
    before(async () => {
      panel = await PanelPage.open(browser, 'dark', widths[0], 1000, languages[language]);
    });

    for (const [name, message] of Object.entries(pages))
      it(`${name} is whole at ${widths.join(', ')} pixels`, async () => {
        for (const width of widths) {
          await panel.reload({ width });
          await panel.send(message);
          await panel.screenshot(`${name}-${language}-${width}`);
          const { page } = panel;
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(overflow <= 0, `${width}: ${overflow} pixels too wide`);
          const canvases = await page.locator('canvas:visible').evaluateAll(all =>
            all.map(canvas => {
              const { width: shown, height } = canvas.getBoundingClientRect();
              return { width: shown, height, label: canvas.getAttribute('aria-label') ?? '' };
            }),
          );
          for (const canvas of canvases)
            assert.ok(canvas.width > 200 && canvas.height > 100 && canvas.label !== '', name);
          const drawn = await drawnIn(page);
          assert.ok(drawn.every(({ texts, segments }) => texts.length > 0 && segments.length > 0));
          assert.deepEqual(
            drawn.flatMap(chart => faultsOf(chart).map(fault => `${width}: ${fault}`)),
            [],
          );
          assert.deepEqual(await panel.faults(), []);
        }
      });
  });
