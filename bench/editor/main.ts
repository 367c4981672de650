/**
 * Ghost text in the real editor while a person types: `npm run bench:editor -- [--minutes 3] [--keys 10000] [--pause 40] [--preset balanced] [--seconds 60] [--text FILE]`.
 * Trains on the first nine tenths of the text, then types its last tenth with human intervals between keys in VS Code (served to a
 * browser without a display), then for at most three minutes with ghost text off. Prints a table and, if the intervals are human, puts it into
 * docs/completion.md. `--pause`: a constant interval in milliseconds, for endurance tests. `--profile` reports what the
 * extension host computes, which slows it down.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from '../../scripts/browser.mjs';
import { readArguments } from '../../scripts/commandLine.mjs';
import {
  ensureVSCode,
  freePort,
  startVSCode,
  workbenchAddress,
  type VSCodeServer,
} from '../../scripts/vscodeServer.mjs';
import { replaceSection } from '../section';
import { Random } from '../../src/text/random/random';
import { HostProfile, reportOf } from './hostProfile';
import { blockedAndSuggested, isOfExtensionHost, isWorker } from './logs';
import { processesBelow } from './processes';
import { tableOf, type Measured } from './table';
import { pauseAfter, typeText, watch } from './typist';

const usage = `Usage: npm run bench:editor -- [--minutes 3] [--keys 10000] [--pause 40] [--preset quick] [--seconds 60] [--text FILE] [--profile]`;
const { values } = readArguments(usage, {
  options: {
    minutes: { type: 'string', default: '3' },
    keys: { type: 'string', default: 'Infinity' },
    pause: { type: 'string' },
    preset: { type: 'string', default: 'quick' },
    seconds: { type: 'string' },
    profile: { type: 'boolean', default: false },
    text: { type: 'string', default: 'test/golden/data/timemachine.txt' },
  },
});
const minutes = Number(values.minutes);
const presetFlags = ['--preset', values.preset, ...(values.seconds === undefined ? [] : ['--seconds', values.seconds])];
const afterKey = values.pause === undefined ? pauseAfter : (): number => Number(values.pause);
const idleSeconds = 20;
const explained = `A script presses the keys of a text in VS Code, served to a browser without a display: about 180 ms from key to key, longer behind words and
sentences. New ghost text is timed from the key to the change of the page, the pause that is waited for the next key included.`;
const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'editor.wordWrap': 'on',
  'editor.minimap.enabled': false,
  // The server would search for ports every two seconds by starting programs from the extension host; a desktop editor does not.
  'remote.autoForwardPorts': false,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};

async function main(): Promise<void> {
  const vscode = await ensureVSCode();
  const browser = await ensureBrowser();
  if (!('main' in vscode)) throw new Error(vscode.reason);
  if (!('path' in browser)) throw new Error(browser.reason);
  const text = readFileSync(values.text, 'utf8').replaceAll('\r\n', '\n');
  const split = text.lastIndexOf('\n', 0.9 * text.length) + 1;
  const workspace = mkdtempSync(join(tmpdir(), 'unroll-typed-'));
  writeFileSync(join(workspace, 'known.txt'), text.slice(0, split));
  writeFileSync(join(workspace, 'typed.txt'), '');
  const start = (more = {}): Promise<VSCodeServer> =>
    startVSCode(vscode.main, {
      settings: { ...settings, ...more },
      installed: resolve('.'),
      driver: values.profile,
    });
  const server = await start();
  try {
    const model = train(server, join(workspace, 'known.txt'));
    const typed = text.slice(split);
    const measured = await type(server, browser.path, workspace, typed, minutes);
    await server.stop();
    const withGhostTextOff = async (): Promise<number[]> => {
      const without = await start({ 'unroll.completion.trigger': 'off' });
      const { blocked } = await type(without, browser.path, workspace, typed, Math.min(3, minutes)).finally(
        without.stop,
      );
      return blocked;
    };
    const table = tableOf(measured, values.pause === undefined && !values.profile ? await withGhostTextOff() : []);
    const command = `npm run bench:editor -- --minutes ${values.minutes} ${presetFlags.join(' ')}`;
    const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`;
    const made =
      `${measured.keys.length} keys in ${values.minutes} minutes, the last tenth of ${basename(values.text)}; ${model}. ` +
      `Made by \`${command}\` on ${machine}, ${new Date().toISOString().slice(0, 10)}.`;
    console.log(`${table}\n\n${made}`);
    if (values.pause === undefined && !values.profile)
      replaceSection('docs/completion.md', '## While a person types', `${explained}\n\n${table}\n\n${made}`);
  } finally {
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Trains a model in the folder of the installed extension. */
function train({ data }: VSCodeServer, file: string): string {
  const folder = join(data, 'data', 'User', 'globalStorage', 'unroll.unroll', 'models');
  mkdirSync(folder, { recursive: true });
  const flags = [...presetFlags, '--out', folder, '--quiet'];
  const made = execFileSync(process.execPath, ['dist/cli.js', 'train', file, ...flags], { encoding: 'utf8' }).trim();
  const manifest = JSON.parse(readFileSync(join(made, 'model.json'), 'utf8')) as {
    options: { network: { cell: string; hiddenSize: number } };
  };
  const { cell, hiddenSize } = manifest.options.network;
  return `${cell} of ${hiddenSize} units (\`${presetFlags.join(' ')}\`)`;
}

async function type(
  server: VSCodeServer,
  executablePath: string,
  workspace: string,
  text: string,
  minutes: number,
): Promise<Measured> {
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(60_000);
    const file = join(workspace, 'typed.txt');
    const inspected = values.profile ? { inspect: await freePort() } : {};
    await page.goto(workbenchAddress(server, { workspace, file, log: 'unroll.unroll:trace', ...inspected }));
    await page.locator('.activitybar [aria-label*="Unroll"]').first().waitFor();
    await page.locator('.editor-instance .monaco-editor').first().click();
    const random = new Random(7);
    // Starts the process and loads the model before the measurement.
    await typeText(page, 'The Time Traveller came in.\n', { until: Infinity, random, keys: Infinity, afterKey });
    await delay(3000);
    await page.evaluate(watch);
    const profile = inspected.inspect === undefined ? undefined : await HostProfile.start(browser, inspected.inspect);
    const residents: Measured['resident'] = { start: memoryOf(server.pid), end: [], most: 0 };
    const watching = setInterval(() => {
      residents.most = Math.max(residents.most, ...memoryOf(server.pid).map(({ bytes }) => bytes));
    }, 5000);
    await typeText(page, text, {
      until: performance.now() + 60_000 * minutes,
      random,
      keys: Number(values.keys),
      afterKey,
    });
    clearInterval(watching);
    if (profile) console.log(reportOf(await profile.stop()));
    await delay(2000);
    residents.end = memoryOf(server.pid);
    const busy = [isWorker, isOfExtensionHost].map(which => secondsOf(server.pid, which));
    await delay(1000 * idleSeconds);
    const [worker, host] = [isWorker, isOfExtensionHost].map(
      (which, index) => (secondsOf(server.pid, which) - busy[index]!) / idleSeconds,
    );
    const idle = { worker: worker!, host: host! };
    const keys = await page.evaluate(() => window.unrollKeys);
    return { keys, ...blockedAndSuggested(join(server.data, 'data', 'logs')), resident: residents, idle };
  } finally {
    await browser.close();
  }
}

const memoryOf = (root: number): Measured['resident']['start'] =>
  processesBelow(root)
    .filter(({ command }) => isWorker(command))
    .map(({ pid, resident }) => ({ pid, bytes: resident }));

const secondsOf = (root: number, which: (command: string) => boolean): number =>
  processesBelow(root)
    .filter(({ command }) => which(command))
    .reduce((sum, { seconds }) => sum + seconds, 0);

void main();
