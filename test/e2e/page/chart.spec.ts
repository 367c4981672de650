/** What a person can do with the chart of a run: hover, hide lines, choose the axes, smooth, zoom and move. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { connectBrowser } from '../browser';
import { PanelPage } from './panelPage';
import { endedRun, runningRun, seriesReport, settings } from './runs';

describe('the chart of a run', () => {
  let browser: Browser;
  let panel: PanelPage;
  before(async () => {
    browser = await connectBrowser();
    panel = await PanelPage.open(browser);
  });
  after(() => browser.close());
  afterEach(() => {
    assert.deepEqual(panel.errors, []);
  });

  async function open(theme: 'dark' | 'light' = 'dark', width = 1100): Promise<Locator> {
    await panel.reload({ theme, width });
    await panel.send({ kind: 'hydrate', run: runningRun() });
    return panel.page.locator('canvas:visible').first();
  }

  const label = async (canvas: Locator): Promise<string> => (await canvas.getAttribute('aria-label')) ?? '';

  /** Waits until the canvas is drawn otherwise than before. */
  async function redrawn(canvas: Locator, before: Buffer): Promise<Buffer> {
    for (;;) {
      const now = await canvas.screenshot();
      if (!now.equals(before)) return now;
    }
  }

  it('speaks of values where a series is read, and has no axis of characters for it', async () => {
    await open();
    const { page } = panel;
    const axis = page.locator('.run .chart select');
    await axis.selectOption({ label: 'Characters read' });
    await panel.send({ kind: 'hydrate', run: { ...endedRun(), use: 'forecast', series: seriesReport() } });
    await page.locator('.run').getByRole('button', { name: 'Values per second' }).waitFor();
    assert.equal(await axis.inputValue(), 'epoch');
    assert.equal(await axis.locator('option[value="characters"]').isVisible(), false);
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await page.locator('.run').getByRole('button', { name: 'Tokens per second' }).waitFor();
    assert.equal(await axis.inputValue(), 'characters');
  });

  it('is saved as a picture that says what it shows, by the keyboard', async () => {
    await open('light', 700);
    const save = panel.page.locator('.run').getByRole('button', { name: 'Save as Picture…' });
    await save.focus();
    await panel.page.keyboard.press('Enter');
    const picture = (await panel.posted()).find(message => message.kind === 'savePicture');
    assert.ok(picture?.kind === 'savePicture');
    assert.equal(picture.chart, 'perplexity');
    const bytes = Buffer.from(picture.png, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    // Its head: width and height, of more than the chart alone.
    const canvas = await panel.page.locator('canvas:visible').first().boundingBox();
    assert.ok(bytes.readUInt32BE(16) > canvas!.width && bytes.readUInt32BE(20) > canvas!.height + 40);
    writeFileSync('out/screenshots/page-picture.png', bytes);
    writeFileSync('out/screenshots/page-picture.svg', picture.svg);
    const drawn = await panel.page.evaluate(svg => {
      const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
      const texts = [...root.querySelectorAll('text')].map(({ textContent }) => textContent);
      const curves = [...root.querySelectorAll('[clip-path] path')].map(path => path.getAttribute('d') ?? '');
      return { name: root.nodeName, texts, points: curves.map(d => d.match(/[ML]/g)?.length ?? 0) };
    }, picture.svg);
    assert.equal(drawn.name, 'svg');
    for (const text of ['Perplexity', 'Epoch', 'Training', 'Validation', '20'])
      assert.ok(drawn.texts.includes(text), text);
    // The training's reports, the validations, and a level line.
    assert.deepEqual(
      drawn.points.sort((a, b) => b - a),
      [300, 12, 2],
    );
  });

  it('says the value of every line where the pointer is, and draws a line there', async () => {
    const canvas = await open();
    const before = await canvas.screenshot();
    const box = await canvas.boundingBox();
    assert.ok(box);
    await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await redrawn(canvas, before);
    await panel.screenshot('chart-hover');
  });

  it('hides a line by its entry in the legend, and shows it again', async () => {
    const canvas = await open();
    const entry = panel.page.locator('.legend button', { hasText: '3-gram counts' });
    assert.match(await label(canvas), /3-gram counts/);
    await entry.click();
    await panel.page.locator('.legend button[aria-pressed="false"]').waitFor();
    assert.doesNotMatch(await label(canvas), /3-gram counts/);
    await panel.screenshot('chart-hidden-line');
    await entry.press('Enter');
    await panel.page.locator('.legend button[aria-pressed="false"]').waitFor({ state: 'detached' });
    assert.match(await label(canvas), /3-gram counts/);
  });

  it('draws over steps, time or characters read, and other figures', async () => {
    const canvas = await open();
    const over = panel.page.getByLabel('Over');
    for (const [choice, said] of [
      ['Step', /^Perplexity by step: /],
      ['Seconds of training', /^Perplexity by time: /],
      ['Characters read', /^Perplexity by characters read: /],
    ] as const) {
      await over.selectOption(choice);
      await panel.page.locator('canvas[aria-label*=" by "]').first().waitFor();
      await until(async () => said.test(await label(canvas)));
    }
    for (const name of ['Bits per character', 'Learning rate', 'Tokens per second']) {
      await panel.page.getByRole('button', { name, exact: true }).click();
      await until(async () => (await label(canvas)).startsWith(`${name} by characters read`));
    }
    await panel.screenshot('chart-speed');
  });

  it('smooths the training line and turns the scale', async () => {
    const canvas = await open();
    await panel.page.getByRole('button', { name: 'Loss', exact: true }).click();
    await until(async () => (await label(canvas)).startsWith('Loss'));
    const before = await canvas.screenshot();
    await panel.page.getByLabel('Logarithmic').click();
    const logarithmic = await redrawn(canvas, before);
    await panel.page.getByLabel('Smoothing').fill('0.9');
    await panel.page.locator('.legend button', { hasText: 'Training, smoothed' }).waitFor();
    await redrawn(canvas, logarithmic);
    await panel.screenshot('chart-smoothed');
  });

  it('zooms by wheel and keys, moves by dragging, and shows everything again', async () => {
    const canvas = await open();
    const whole = await canvas.screenshot();
    const showAll = panel.page.getByRole('button', { name: 'Show All' });
    assert.equal(await showAll.isVisible(), false);
    await canvas.focus();
    await panel.page.keyboard.press('+');
    await showAll.waitFor();
    // The outline of the focus is part of a picture.
    const near = await canvas.screenshot();
    assert.ok(!near.equals(whole));
    await panel.page.keyboard.press('ArrowRight');
    await redrawn(canvas, near);
    await panel.page.keyboard.press('0');
    await showAll.waitFor({ state: 'hidden' });
    const box = await canvas.boundingBox();
    assert.ok(box);
    await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await panel.page.keyboard.down('Control');
    await panel.page.mouse.wheel(0, -200);
    await panel.page.keyboard.up('Control');
    await showAll.waitFor();
    // News of the run leaves the part that is looked at as it is.
    await panel.send({ kind: 'events', runId: 'run-1', events: [], at: 0 });
    assert.ok(await showAll.isVisible());
    await panel.screenshot('chart-zoomed');
    await showAll.click();
    await showAll.waitFor({ state: 'hidden' });
  });

  for (const width of [300, 700, 1400])
    it(`fits ${width} pixels with no label cut`, async () => {
      await open('light', width);
      const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      await panel.screenshot(`chart-${width}`);
    });

  it('lays several runs over each other, and says what differs', async () => {
    await panel.reload({ theme: 'dark', width: 1100 });
    const other = runningRun({ id: 'run-2', name: 'harbour', parameters: 1200 });
    const runs = [
      runningRun(),
      { ...other, validations: other.validations.map(v => ({ ...v, loss: v.loss + 0.3 })), settings: settings('gru') },
    ];
    await panel.send({ kind: 'comparison', runs });
    const canvas = panel.page.locator('.compared canvas');
    await until(async () => /lighthouse .*harbour/.test(await label(canvas)));
    const text = await panel.text('.compared-tables');
    assert.match(text, /lighthouse\s+harbour/);
    assert.match(text, /network · cell\s+lstm\s+gru/);
    assert.doesNotMatch(text, /layers/);
    await panel.screenshot('compared');
  });

  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await panel.page.waitForTimeout(50);
  }
});
