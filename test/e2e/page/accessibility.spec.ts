/** Every page under axe-core, in three themes; and the keyboard alone, whose focus is never lost. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser } from 'playwright-core';
import type { ToPage } from '../../../src/protocol/page';
import { textMessage } from '../../../src/protocol/message';
import { connectBrowser } from '../browser';
import { PanelPage } from './panelPage';
import {
  crowdedLines,
  endedRun,
  evaluationReport,
  insideReport,
  labelReport,
  newsOf,
  readersReport,
  resultOf,
  runningRun,
  seriesReport,
  settings,
  translation,
} from './runs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Violations, each with the element it is about. @param rules all of them where it is empty */
async function violations({ page }: PanelPage, rules: Pick<RunOptions, 'runOnly'> = {}): Promise<string[]> {
  // A new one each time, so that nothing is left of the theme before. The page has a policy against scripts; the test is not the page.
  await page.evaluate(axe);
  const results = await page.evaluate(only => {
    const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    // To describe all elements that break nothing would take most of the time.
    return axe.run({ resultTypes: ['violations'], ...only });
  }, rules);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  );
}

const ranks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rank: index + 1, frequency: Math.ceil(900 / (index + 1)) }));

const files = ['chapter 1.md', 'chapter 2.md'].map(name => ({ name, characters: 9000, heldOut: 900 }));
const cut = { state: 'interrupted', message: textMessage('The background process ended (SIGKILL).') } as const;

/** What each page shows. */
const pages: Record<string, ToPage[]> = {
  empty: [{ kind: 'hydrate' }],
  starting: [
    {
      kind: 'hydrate',
      run: runningRun({ metrics: [], validations: [], samples: [], status: { state: 'starting', phase: 'reading' } }),
    },
  ],
  running: [
    {
      kind: 'hydrate',
      run: runningRun({ ...crowdedLines(), notes: [textMessage('2 files, 18,000 characters.')], files }),
    },
  ],
  ended: [{ kind: 'hydrate', run: endedRun() }],
  interrupted: [
    {
      kind: 'hydrate',
      run: runningRun({ status: cut, savedStep: 600 }),
      notice: textMessage('"storm" did not start.'),
    },
  ],
  labels: [{ kind: 'hydrate', run: { ...endedRun(), use: 'label', labels: labelReport() } }],
  series: [{ kind: 'hydrate', run: { ...endedRun(), use: 'forecast', series: seriesReport() } }],
  attention: [
    { kind: 'hydrate', run: endedRun() },
    { kind: 'attention', translation: translation() },
  ],
  vocabulary: [
    {
      kind: 'vocabulary',
      report: {
        ...{
          name: 'lighthouse.txt',
          characters: 15_812,
          tokens: 15_812,
          size: 52,
          coverage: 0.9991,
          notes: [],
          droppedTypes: 4,
        },
        ...{ top: [{ token: ' ', frequency: 900 }], zipf: ranks(40), zipfExponent: 1.02 },
      },
    },
  ],
  evaluation: [
    { kind: 'hydrate', run: endedRun() },
    { kind: 'evaluation', report: evaluationReport() },
  ],
  inside: [{ kind: 'inside', report: insideReport() }],
  readers: [{ kind: 'readers', report: readersReport() }],
  comparison: [
    {
      kind: 'comparison',
      runs: [runningRun(), runningRun({ id: 'run-2', name: 'harbour', settings: settings('gru') })],
    },
  ],
};

let browser: Browser;
let panel: PanelPage;
before(async () => {
  browser = await connectBrowser();
  panel = await PanelPage.open(browser);
});
after(() => browser.close());

describe('the pages, by the rules of axe-core', () => {
  beforeEach(() => panel.reload());
  for (const [name, messages] of Object.entries(pages))
    it(`${name} breaks none`, async () => {
      for (const message of messages) await panel.send(message);
      // What is folded is a page, too.
      await panel.page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      assert.deepEqual(await violations(panel), [], 'dark');
      // Of another theme only the colours are others: the elements, their names and their order are the same.
      for (const theme of ['light', 'high-contrast'] as const) {
        await panel.setTheme(theme);
        assert.deepEqual(await violations(panel, { runOnly: ['color-contrast', 'link-in-text-block'] }), [], theme);
      }
    });
});

describe('the panel by the keyboard alone', () => {
  beforeEach(() => panel.reload());
  const focused = (): Promise<string> =>
    panel.page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent.trim() ?? '';
    });

  it('reaches every control, in the order in which they stand', async () => {
    await panel.send({ kind: 'hydrate', run: endedRun() });
    const reached: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await panel.page.keyboard.press('Tab');
      reached.push(await focused());
    }
    const buttons = await panel.page
      .locator('vscode-button:visible, button:visible, select:visible, summary:visible')
      .evaluateAll(all => all.map(node => node.getAttribute('aria-label') ?? node.textContent.trim()));
    assert.ok(buttons.length > 5);
    const missed = buttons.filter(name => !reached.some(text => text === name || text.includes(name)));
    assert.deepEqual(missed, []);
  });

  it('keeps the focus among what can be done when Stop is pressed and when the run has ended', async () => {
    await panel.send({ kind: 'hydrate', run: runningRun() });
    for (let presses = 0; presses < 10 && (await focused()) !== 'Stop Training'; presses++)
      await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'stop', runId: 'run-1' });
    await panel.send(newsOf('run-1', { kind: 'stopping' }));
    assert.equal(await focused(), 'Stop Training');
    await panel.send(newsOf('run-1', { kind: 'ended', result: resultOf('stopped') }));
    assert.equal(await focused(), 'Continue Text');
  });

  it('does not take the focus from the editor when the run ends meanwhile', async () => {
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const { page } = panel;
    await page.locator('vscode-button', { hasText: 'Stop Training' }).focus();
    // As where a list to choose from is open in the editor: this page has the focus in no window.
    await page.evaluate(() => {
      document.hasFocus = () => false;
    });
    await panel.send(newsOf('run-1', { kind: 'ended', result: resultOf('stopped') }));
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
  });
});
