/**
 * `npm start`: opens the extension on the sample text, in the installed VS Code, else in one served to the browser, else by training in
 * the terminal. `--browser` and `--terminal` choose.
 */
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { readArguments } from './commandLine.mjs';
import { ensureVSCode, startVSCode, workbenchAddress } from './vscodeServer.mjs';

const asked = readArguments('Usage: npm start -- [--browser | --terminal]', {
  options: { browser: { type: 'boolean' }, terminal: { type: 'boolean' } },
}).values;
const forced = asked.browser ? '--browser' : asked.terminal ? '--terminal' : undefined;
const sample = resolve('samples/lighthouse.txt');
/** Shows only the text and the panel beside it. */
const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  // Without these a notification about the repository around samples/ covers the page, and VS Code sends telemetry.
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'editor.wordWrap': 'on',
};
/** Opens the walkthrough if there is no model. */
const walkthrough = { UNROLL_WALKTHROUGH: '1' };
const build = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'inherit', 'inherit'] });
if (build.status !== 0) process.exit(build.status ?? 1);

const desktop = forced ? `${forced} was given` : whyNoDesktop();
if (desktop === undefined) {
  console.log('Opening the installed VS Code with the extension on samples/.');
  openDesktop();
} else if (forced === '--terminal') train(desktop);
else {
  const ensured = await ensureVSCode();
  if ('main' in ensured) await serve(ensured.main, desktop);
  else train(`${desktop}, and ${ensured.reason}`);
}

/** @returns {string | undefined} why a desktop VS Code cannot be opened; undefined if it can */
function whyNoDesktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display';
  const found = spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' });
  return found.status === 0 ? undefined : 'no VS Code (`code`) is installed';
}

function openDesktop() {
  const args = [`--extensionDevelopmentPath=${resolve('.')}`, resolve('samples'), sample];
  const env = { ...process.env, ...walkthrough };
  spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32', env });
}

/** @param {string} main @param {string} reason */
async function serve(main, reason) {
  // Installed, not under development: that needs the test driver, with which notifications do not pop up.
  const data = resolve('.cache/start');
  const server = await startVSCode(main, {
    settings,
    installed: resolve('.'),
    data,
    env: walkthrough,
    ownSignals: true,
  });
  const stop = () => void server.stop().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const address = workbenchAddress(server, { workspace: resolve('samples'), file: sample });
  console.log(`Serving VS Code to the browser, because ${reason}. Open this address; Ctrl+C ends it.\n${address}`);
  console.log('Models that are trained there, and settings, are kept in .cache/start.');
}

/** @param {string} reason */
function train(reason) {
  console.log(`Training on the sample in the terminal, because ${reason}.`);
  // In its own process group, so that it gets Ctrl+C only once, from here, and then saves the model.
  const args = ['dist/cli.js', 'train', sample, '--preset', 'balanced'];
  const child = spawn(process.execPath, args, { stdio: 'inherit', detached: true });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.once('exit', code => process.exit(code ?? 1));
}
