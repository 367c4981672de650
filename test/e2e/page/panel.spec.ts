/** The training panel's page: what it shows for what it is told, under the policy that the host gives it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { textMessage } from '../../../src/protocol/message';
import { connectBrowser } from '../browser';
import { PanelPage } from './panelPage';
import { endedRun, newsOf, nextMetrics, runningRun, evaluationReport } from './runs';

let browser: Browser;
let panel: PanelPage;

async function openPanel(): Promise<PanelPage> {
  await panel.reload();
  return panel;
}

before(async () => {
  browser = await connectBrowser();
  panel = await PanelPage.open(browser);
});
after(() => browser.close());

describe('the training panel', () => {
  afterEach(async () => {
    assert.deepEqual(await panel.faults(), []);
  });

  it('says that it is ready and what to do while nothing is being trained', async () => {
    const { page } = await openPanel();
    assert.deepEqual(await panel.posted(), [{ kind: 'ready' }]);
    await panel.send({ kind: 'hydrate' });
    assert.match(await panel.text('.empty'), /Nothing is being trained yet/);
    await page.getByText('Train LSTM on the Open File').click();
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'train' });
  });

  it('shows a run: name, status, progress, figures, samples, facts', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    assert.equal(await panel.text('.run h1'), 'lighthouse');
    assert.equal(await panel.text('.badge'), 'Training');
    assert.match(
      await panel.text('.progress-text'),
      /Epoch 12\.0 of 20 · step 600.*1\smin 12\ssec elapsed · about 48\ssec left/s,
    );
    assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '60');
    assert.match(await panel.text('.tiles'), /Training perplexity\s+2\.9/);
    assert.match(await panel.text('.tiles'), /Validation perplexity\s+3\.29/);
    assert.match(await panel.text('.tiles'), /1[67][.\d]*K\s+tokens per second/);
    assert.match(
      await panel.text('.comparison'),
      /At the start\s+Epoch 0\.4 · perplexity 18\.2\s+Every evening e t ae[^]*Now\s+Epoch 11\.6 · perplexity 3\.60\s+Every evening keeper of the light/,
    );
    await page.getByText('All 3 samples').click();
    assert.match(await panel.text('.samples li'), /perplexity 3\.60[^]*Every evening keeper of the light/);
    assert.match(
      await panel.text('.details'),
      /346K.*Baseline\s+3-gram counts: perplexity 5\.93[^]*relaxed SIMD, 2 threads/s,
    );
    assert.match(
      (await page.locator('canvas:visible').first().getAttribute('aria-label')) ?? '',
      /^Perplexity by epoch: .*3-gram counts 5\.93/,
    );
  });

  it('draws the curves', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const canvas = page.locator('canvas:visible').first();
    const before = await canvas.screenshot();
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    await page.locator('canvas[aria-label^="Loss by epoch"]').first().waitFor();
    assert.notDeepEqual(await canvas.screenshot(), before);
  });

  it('shows what has happened since', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await page.getByText('All 3 samples').click();
    const sample = { step: 602, epoch: 12.04, prefix: 'At noon', continuation: ' the fog lifted.', perplexity: 3.3 };
    const message = 'The loss became NaN; back to step 600.';
    await panel.send(newsOf('run-1', { kind: 'sample', sample }, { kind: 'note', message: textMessage(message) }));
    assert.match(await panel.text('.progress-text'), /step 602/);
    assert.match(await panel.text('.samples li'), /At noon the fog lifted\./);
    assert.match(await panel.text('.comparison'), /Now[^]*At noon the fog lifted\./);
    assert.match(await panel.text('.notes'), /back to step 600/);
  });

  it('asks for everything when news is about another run', async () => {
    await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await panel.send(newsOf('run-2'));
    assert.deepEqual(await panel.posted(), [{ kind: 'ready' }, { kind: 'ready' }]);
    assert.match(await panel.text('.progress-text'), /step 600/);
  });

  it('shows what a model writes as text, never as markup', async () => {
    const { page } = await openPanel();
    const continuation = '<script>window.hacked = true</script><img src=x onerror="window.hacked = true">';
    const hostile = [{ step: 1, epoch: 0.1, prefix: '<b>', continuation, perplexity: 30 }];
    await panel.send({ kind: 'hydrate', run: runningRun({ samples: hostile, name: '<i>name</i>' }) });
    assert.equal(await panel.text('.sample-text'), `<b>${continuation}`);
    assert.equal(await panel.text('.run h1'), '<i>name</i>');
    assert.equal(await page.locator('#root img, #root script, #root b, #root i').count(), 0);
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
  });

  it('is the same again after a reload, with the chosen curve', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await page.getByRole('button', { name: 'Loss', exact: true }).click();
    const before = await panel.text('#root');
    await page.reload();
    assert.deepEqual(await panel.posted(), [{ kind: 'ready' }]);
    await panel.send({ kind: 'hydrate', run: runningRun() });
    assert.equal(await panel.text('#root'), before);
    assert.equal(await page.getByRole('button', { name: 'Loss', exact: true }).getAttribute('aria-pressed'), 'true');
  });

  it('offers to stop while it trains, and what comes next when it has ended', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    await page.getByText('Stop Training').click();
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'stop', runId: 'run-1' });
    await panel.send(newsOf('run-1', { kind: 'stopping' }));
    assert.equal(await panel.text('.badge'), 'Stopping …');
    // It keeps the focus, and says that it does no more.
    assert.equal(
      await page.locator('vscode-button', { hasText: 'Stop Training' }).getAttribute('aria-disabled'),
      'true',
    );
    await panel.send({ kind: 'hydrate', run: endedRun() });
    assert.equal(await page.getByText('Stop Training').isVisible(), false);
    assert.match(await panel.text('.verdict'), /A good fit/);
    assert.match(await panel.text('.progress-text'), /^20 epochs · 1,000 steps\s+2\smin elapsed$/);
    assert.match(await panel.text('.tiles'), /Training perplexity\s+2\.86[^]*Validation perplexity\s+3\.32/);
    await page.getByText('Continue Text').click();
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'use', runId: 'run-1' });
  });

  it('gives the cause of a failure in full, apart from the badge, and leads to the log', async () => {
    const { page } = await openPanel();
    const message = 'The background process ended unexpectedly (SIGKILL). Train again with a smaller batch.';
    await panel.send({
      kind: 'hydrate',
      run: runningRun({ status: { state: 'failed', message: textMessage(message) } }),
    });
    assert.equal(await page.getByText('Resume Training').isVisible(), false);
    assert.equal(await panel.text('.badge'), 'Failed');
    assert.match(await panel.text('.failure'), /ended unexpectedly \(SIGKILL\)/);
    await page.getByText('Show Log').click();
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'showLog', runId: 'run-1' });
  });

  it('offers to go on with a run that was stopped, or that failed after it had saved something', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: endedRun() });
    assert.equal(await page.getByText('Resume Training').isVisible(), false);
    await page.getByText('At the end').waitFor();
    await panel.send({ kind: 'hydrate', run: endedRun('stopped') });
    await page.getByText('Last, before it was stopped').waitFor();
    await page.getByText('Resume Training').click();
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'resume', runId: 'run-1' });
    const status = { state: 'interrupted', message: textMessage('The background process ended.') } as const;
    await panel.send({ kind: 'hydrate', run: runningRun({ status, savedStep: 600 }) });
    assert.equal(await panel.text('.badge'), 'Interrupted');
    const first = page.locator('.actions vscode-button:visible').first();
    assert.equal(await first.innerText(), 'Resume Training');
    assert.equal(await first.getAttribute('appearance'), 'primary');
  });

  it('says that a later run did not start, and keeps the page of the one before', async () => {
    await openPanel();
    await panel.send({
      kind: 'hydrate',
      run: endedRun(),
      notice: textMessage('"storm" did not start. The text is empty.'),
    });
    assert.equal(await panel.text('.notice'), '"storm" did not start. The text is empty.');
    assert.match(await panel.text('.verdict'), /A good fit/);
    assert.match(await panel.text('.comparison'), /keeper of the light/);
  });

  it('has a button that dismisses that notice, and the focus goes on to what is left', async () => {
    const { page } = await openPanel();
    const run = endedRun();
    await panel.send({ kind: 'hydrate', run, notice: textMessage('"storm" did not start. The text is empty.') });
    const dismiss = page.getByRole('button', { name: 'Dismiss' });
    await dismiss.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'dismissNotice' });
    assert.ok(await dismiss.isVisible(), 'the host says whether there is a notice');
    await panel.send({ kind: 'hydrate', run });
    assert.ok(!(await dismiss.isVisible()));
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'VSCODE-BUTTON');
  });

  it('offers what the model is for', async () => {
    const { page } = await openPanel();
    for (const [use, label] of [
      ['translate', 'Translate Selection'],
      ['evaluate', 'Evaluate Model on This File'],
    ] as const) {
      await panel.send({ kind: 'hydrate', run: { ...endedRun(), use } });
      assert.equal(await page.getByText('Continue Text').isVisible(), false);
      await page.getByText(label).click();
      assert.deepEqual((await panel.posted()).at(-1), { kind: 'use', runId: 'run-1' });
    }
  });

  it('says what is going on before the first step', async () => {
    await openPanel();
    const run = runningRun({ metrics: [], validations: [], samples: [], baselines: [], totalSteps: 0 });
    await panel.send({
      kind: 'hydrate',
      run: { ...run, status: { state: 'starting', phase: 'tokenising' } },
    });
    assert.equal(await panel.text('.badge'), 'Building the vocabulary …');
    assert.match(await panel.text('.progress-text'), /Waiting for the first step/);
  });

  it('says so when the run has gone silent', async () => {
    await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun({ updatedAt: Date.now() - 25_000 }) });
    assert.match(await panel.text('.silence'), /last report 2[56]\ssec ago/);
  });

  it('leaves a gap where a value is no number', async () => {
    const { page } = await openPanel();
    const run = runningRun();
    const last = run.metrics.at(-1);
    assert.ok(last);
    const diverged = { ...last, step: last.step + 1, trainLoss: NaN, gradientNorm: Infinity };
    const [validation] = run.validations;
    assert.ok(validation);
    await panel.send({
      kind: 'hydrate',
      run: {
        ...run,
        metrics: [...run.metrics, diverged],
        validations: [...run.validations, { ...validation, loss: NaN }],
      },
    });
    assert.match(await panel.text('.tiles'), /Training perplexity\s+–\s+loss –/);
    assert.match(await panel.text('.tiles'), /Validation perplexity\s+–\s+best 3\.11/);
    assert.match(
      (await page.locator('canvas:visible').first().getAttribute('aria-label')) ?? '',
      /Training –, Validation –, Best validation 3\.11, and 3-gram counts 5\.93/,
    );
  });

  it('holds a run of any length in bounded memory', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    assert.ok(nextMetrics.kind === 'metrics');
    const { metrics } = nextMetrics;
    for (let sent = 0; sent < 5; sent++) {
      const steps = Array.from({ length: 1000 }, (_, index) => 602 + 1000 * sent + index);
      await panel.send(
        newsOf('run-1', ...steps.map(step => ({ kind: 'metrics' as const, metrics: { ...metrics, step } }))),
      );
    }
    assert.match(await panel.text('.progress-text'), /step 5,601/);
    assert.deepEqual(await panel.posted(), [{ kind: 'ready' }]);
    assert.match(
      (await page.locator('canvas:visible').first().getAttribute('aria-label')) ?? '',
      /^Perplexity by epoch/,
    );
  });

  it('is reached by keyboard alone', async () => {
    const { page } = await openPanel();
    await panel.send({ kind: 'hydrate', run: runningRun() });
    const reached: string[] = [];
    for (let presses = 0; presses < 24; presses++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim() ?? ''));
    }
    for (const name of ['Stop Training', 'Perplexity', 'Loss', 'About this run', 'Latest values'])
      assert.ok(reached.includes(name), `${name} is not among ${reached.join(', ')}`);
    const { page: again } = panel;
    await again.locator('vscode-button', { hasText: 'Stop Training' }).focus();
    await again.keyboard.press('Enter');
    assert.deepEqual((await panel.posted()).at(-1), { kind: 'stop', runId: 'run-1' });
  });

  it('shows a vocabulary, with its invisible tokens made visible', async () => {
    const { page } = await openPanel();
    const top = [' ', 'e', '\n'].map((token, rank) => ({ token, frequency: 900 - 300 * rank }));
    const zipf = Array.from({ length: 40 }, (_, index) => ({
      rank: index + 1,
      frequency: Math.ceil(900 / (index + 1)),
    }));
    const report = {
      name: 'lighthouse.txt',
      characters: 15_812,
      tokens: 15_812,
      size: 52,
      coverage: 0.9991,
      notes: [],
      droppedTypes: 4,
    };
    await panel.send({ kind: 'vocabulary', report: { ...report, top, zipf, zipfExponent: 1.02 } });
    assert.match(await panel.text('.vocabulary'), /Vocabulary of lighthouse\.txt[^]*52 tokens[^]*99\.9%[^]*1\.02/);
    assert.match(await panel.text('.top-tokens'), /␣ space\s+900\s+e\s+600\s+↵ line end\s+300/);
    assert.equal(await page.locator('.empty').isVisible(), false);
    await panel.screenshot('vocabulary');
  });

  it('sums up how surprising a text is, frozen and learning apart, beside earlier evaluations', async () => {
    await openPanel();
    await panel.send({ kind: 'hydrate', run: endedRun() });
    await panel.send({ kind: 'evaluation', report: evaluationReport() });
    const shown = await panel.text('.evaluation');
    assert.match(shown, /How surprising is other\.txt to "lighthouse"\?[^]*1 in 64[^]*1 in 4,096/);
    assert.match(
      shown,
      /Frozen[^]*7\.39, 2\.90[^]*Held-out part of lighthouse\.txt[^]*3\.32, 1\.70[^]*3 of them unknown/,
    );
    assert.match(shown, /Learning while it reads[^]*4\.48, 2\.20[^]*counting alone[^]*2\.30/);
    assert.match(shown, /Earlier[^]*<b>sea<\/b>[^]*3\.30[^]*storm\.txt[^]*4\.40/);
    assert.match(shown, /by how unlikely the model found them/);
    await panel.screenshot('evaluation');
    await panel.send({ kind: 'evaluation' });
    assert.equal(await panel.page.locator('.evaluation').isVisible(), false);
  });
});
