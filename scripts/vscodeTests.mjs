/** Runs test/vscode inside the extension host of a real VS Code and returns the counts. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import { browserFlags } from './browser.mjs';
import { startVSCode, workbenchAddress } from './vscodeServer.mjs';

const limit = 8 * 60_000;
const results = resolve('out/vscode-results.json');
const tests = resolve('out/test/vscode/index.js');

/** @typedef {import('./counts.mjs').Count} Count */

/** In the desktop VS Code of this machine. @param {string} executable its program, not the `code` script @returns {Promise<Count>} */
export async function runInDesktop(executable) {
  const workspace = freshWorkspace();
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: tests,
      launchArgs: [workspace, '--disable-extensions'],
    });
    return counted() ?? failed('no result');
  } catch (thrown) {
    return counted() ?? failed(String(thrown));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** In a VS Code served to a browser. @param {string} main @param {string} browserPath @returns {Promise<Count>} */
export async function runInServer(main, browserPath) {
  const workspace = freshWorkspace();
  const server = await startVSCode(main, {
    settings: { 'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none' },
  });
  const browser = await chromium.launch({ executablePath: browserPath, args: browserFlags });
  /** @type {string[]} */
  const consoleLines = [];
  try {
    const page = await browser.newPage();
    page.on('console', message => consoleLines.push(message.text()));
    const ended = new Promise(accept => {
      void page.exposeFunction('codeAutomationExit', accept);
      setTimeout(() => accept('timeout'), limit).unref();
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
      consoleLines.push(args.join(' ')),
    );
    await page.goto(workbenchAddress(server, { workspace, extension: resolve('.'), tests }), { timeout: limit });
    const code = await ended;
    return (
      counted() ?? failed(`exit ${String(code)}\n${consoleLines.slice(-60).join('\n')}\n${server.log().slice(-3000)}`)
    );
  } finally {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** A new copy of the samples; removes the results of an earlier run. */
function freshWorkspace() {
  rmSync(results, { force: true });
  const workspace = mkdtempSync(join(tmpdir(), 'unroll-workspace-'));
  cpSync('samples', workspace, { recursive: true });
  return workspace;
}

/** The counts that the tests wrote; undefined if they did not finish. @returns {Count | undefined} */
function counted() {
  if (!existsSync(results)) return undefined;
  const { failures, ...count } = JSON.parse(readFileSync(results, 'utf8'));
  for (const failure of failures) console.log(`  FAILED ${failure}`);
  return count;
}

/** @param {string} why @returns {Count} */
function failed(why) {
  console.log(`  FAILED tests inside VS Code (${why})`);
  return { passed: 0, failed: 1, skipped: [] };
}
