/** Runs test/vscode inside the extension host of a real VS Code and brings back the count. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags } from './browser.mjs';
import { startVSCode, workbenchAddress } from './vscode-server.mjs';

const limit = 8 * 60_000;
const results = resolve('out/vscode-results.json');

/** @param {string} main @param {string} browserPath @returns {Promise<{ passed: number, failed: number, skipped: { name: string, reason: string }[] }>} */
export async function runInVSCode(main, browserPath) {
  rmSync(results, { force: true });
  const workspace = mkdtempSync(join(tmpdir(), 'unroll-workspace-'));
  cpSync('samples', workspace, { recursive: true });
  const server = await startVSCode(main, {
    settings: { 'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none' },
  });
  const browser = await chromium.launch({ executablePath: browserPath, args: browserFlags });
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
    await page.goto(
      workbenchAddress(server, { workspace, extension: resolve('.'), tests: resolve('out/test/vscode/index.js') }),
    );
    const code = await ended;
    if (existsSync(results)) {
      const { failures, ...count } = JSON.parse(readFileSync(results, 'utf8'));
      for (const failure of failures) console.log(`  FAILED ${failure}`);
      return count;
    }
    console.log(
      `  FAILED tests inside VS Code (exit ${String(code)})\n${consoleLines.slice(-60).join('\n')}\n${server.log().slice(-3000)}`,
    );
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}
