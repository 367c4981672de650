/**
 * Sends many reports of a training to the page as the host does, and prints the speed and the memory of the page:
 * `node scripts/run.mjs bench/scale/points.ts 1000000`
 */
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../scripts/browser.mjs';
import { PageFeed } from '../../src/host/panel/pageFeed';
import { toJson } from '../../src/protocol/exactJson';
import type { TrainingMetrics } from '../../src/protocol/metrics';
import { apply } from '../../src/protocol/run';
import { PanelPage } from '../../test/e2e/page/panelPage';
import { runningRun } from '../../test/e2e/page/runs';

/** As in the host's training panel. */
const millisecondsBetweenMessages = 200;
const seconds = 20;

const points = Number(process.argv[2] ?? 1_000_000);
const messages = (1000 * seconds) / millisecondsBetweenMessages;

const metricsAt = (step: number): TrainingMetrics => ({
  step,
  epoch: step / 5000,
  seconds: step / 50,
  trainLoss: 1 + 2 * Math.exp((-5 * step) / points) + 0.05 * Math.sin(step * 1.7),
  tokensPerSecond: 17_000,
  gradientNorm: 1.4,
  learningRate: 2e-3,
});

const found = await ensureBrowser();
if ('reason' in found) throw new Error(found.reason);
const browser = await chromium.launch({ executablePath: found.path, args: browserFlags });
const panel = await PanelPage.open(browser, 'dark', 1100, 900);
const { page } = panel;
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable');
const heap = async (): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 2 ** 20;
};

const run = runningRun({ metrics: [], validations: [], samples: [], totalSteps: points, epochs: points / 5000 });
const feed = new PageFeed();
await panel.send(feed.take(run)!);
const heapBefore = await heap();
await page.evaluate(() => {
  const frames: number[] = [];
  Object.assign(globalThis, { frames });
  let last = performance.now();
  const frame = (now: number): void => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});

const perMessage = Math.ceil(points / messages);
let [bytes, sent, host, step] = [0, 0, 0, 0];
const began = performance.now();
while (step < points) {
  const due = began + sent * millisecondsBetweenMessages;
  await new Promise(accept => setTimeout(accept, Math.max(0, due - performance.now())));
  const working = performance.now();
  for (let n = 0; n < perMessage && step < points; n++) {
    const event = { kind: 'metrics', metrics: metricsAt(++step) } as const;
    apply(run, event);
    feed.add(run, event);
  }
  const json = toJson(feed.take(run)!);
  host += performance.now() - working;
  bytes += json.length;
  sent++;
  await page.evaluate(text => {
    window.postMessage(text, '*');
  }, json);
}
const taken = (performance.now() - began) / 1000;
const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
const sorted = frames.toSorted((a, b) => a - b);
const at = (share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
const megabytes = bytes / 2 ** 20;
console.log(
  `${points} points in ${sent} messages, ${taken.toFixed(1)} s: ${(sent / taken).toFixed(1)} messages and ${(megabytes / taken).toFixed(1)} MB a second`,
);
console.log(
  `${(frames.length / taken).toFixed(0)} frames a second; a frame takes ${at(0.5)} ms, 95 of 100 at most ${at(0.95)} ms, the longest ${at(1)} ms`,
);
console.log(
  `the page holds ${heapBefore.toFixed(1)} MB before and ${(await heap()).toFixed(1)} MB after; the host works ${(host / sent).toFixed(1)} ms for a message and keeps ${run.metrics.length} points`,
);
await browser.close();
