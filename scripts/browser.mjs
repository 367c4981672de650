/** A Chromium for the page tests: the machine's own, else Debian's, else Playwright's. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

const find = () =>
  [...(process.env.PATH ?? '').split(':').flatMap(folder => names.map(name => join(folder, name))), ...elsewhere].find(
    path => existsSync(path),
  );

/** Flags for a browser that runs as root on a machine without a display or a network. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {Promise<{ path: string } | { reason: string }>} */
export async function ensureBrowser() {
  const found = find();
  if (found) return { path: found };
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium with apt-get …');
    // Waits for another apt process that may be running.
    const wait = ['-oDPkg::Lock::Timeout=300'];
    spawnSync('apt-get', [...wait, 'update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', [...wait, 'install', '-y', '-qq', 'chromium'], { stdio: 'ignore' });
    const installed = find();
    if (installed) return { path: installed };
  }
  console.log('Fetching a Chromium with Playwright …');
  spawnSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], { stdio: 'ignore' });
  const downloaded = chromium.executablePath();
  if (existsSync(downloaded)) return { path: downloaded };
  return { reason: 'no Chromium or Chrome is installed, and none could be fetched' };
}

/** For several programs at once, which connect to it. @param {string} path */
export const serveBrowser = path => chromium.launchServer({ executablePath: path, args: browserFlags });
