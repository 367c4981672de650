/**
 * A real VS Code for the tests and for `npm start` if no desktop program can be downloaded: the workbench and
 * extension host of VS Code from npm's code-server, run by npm's Node 24, opened in a browser. Installed once into .cache/vscode.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endAtSignals, endWithParent, endWithThis } from './ending.mjs';

const folder = resolve('.cache/vscode');
const codeServer = '4.139.1';
const marker = join(folder, `installed-${codeServer}`);
const node24Folder = join(
  folder,
  'node_modules',
  `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
);

/** The Node 24 that the server runs on; also one of the Nodes that the unit tests run on. */
const node24 = join(node24Folder, 'bin', 'node');
const serverMain = join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js');

/** @returns {Promise<{ main: string } | { reason: string }>} */
export async function ensureVSCode() {
  if (existsSync(marker) && existsSync(serverMain)) return { main: serverMain };
  if (process.platform === 'win32') return { reason: 'the server of VS Code is not fetched on Windows' };
  console.log('Installing a VS Code into .cache/vscode (about 3 minutes, once) …');
  const log = install();
  if (log.failed || !existsSync(serverMain))
    return { reason: `code-server could not be installed:\n${log.text.slice(-2000)}` };
  writeFileSync(marker, '');
  return { main: serverMain };
}

function install() {
  // Without the marker the installation was not completed: remove it.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "code-server": true } }');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !existsSync('/usr/include/krb5.h')) {
    spawnSync('apt-get', ['-oDPkg::Lock::Timeout=300', 'update', '-qq'], { stdio: 'ignore' });
    spawnSync(
      'apt-get',
      ['-oDPkg::Lock::Timeout=300', 'install', '-y', '-qq', 'libkrb5-dev', 'build-essential', 'python3'],
      { stdio: 'ignore' },
    );
  }
  // The npm_* variables of an outer `npm test` (with its Node) do not apply to the npm that is started here.
  const outer = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const clean = Object.fromEntries(outer);
  const base = { cwd: folder, encoding: /** @type {const} */ ('utf8'), maxBuffer: 1 << 28, env: clean };
  const first = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', `node-${process.platform}-${process.arch}@24`],
    base,
  );
  const env = {
    ...clean,
    PATH: `${join(node24Folder, 'bin')}:${process.env.PATH ?? ''}`,
    npm_config_nodedir: node24Folder,
  };
  const second = spawnSync('npm', ['install', '--no-audit', '--no-fund', `code-server@${codeServer}`], {
    ...base,
    env,
  });
  const text = [first, second].map(({ stdout, stderr }) => `${stdout}${stderr}`).join('\n');
  return { text, failed: second.status !== 0 };
}

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((accept, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => accept(typeof address === 'object' && address ? address.port : 0));
    });
  });

/**
 * @typedef {object} VSCodeServer
 * @property {string} origin
 * @property {number} port
 * @property {string} data its data folder: `data/User/settings.json` in it are the user's settings
 * @property {number} pid
 * @property {() => string} log
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the server and waits until it answers. With the test driver an extension can be opened from its source, but notifications
 * stay in their list and do not pop up. An installed extension behaves as for a user.
 * @param {string} main
 * @param {{ settings?: Record<string, unknown>, port?: number, installed?: string, driver?: boolean, data?: string, env?: Record<string, string>, ownSignals?: boolean }} [options]
 * user settings; the folder of an extension to install in place of the test driver or beside it (only with the driver can the extension
 * host be inspected); the data folder, if it should be kept for the next start with its settings; whether the caller stops it at signals
 * @returns {Promise<VSCodeServer>}
 */
export async function startVSCode(
  main,
  {
    settings = {},
    port: wanted,
    installed,
    driver = installed === undefined,
    data: kept,
    env = {},
    ownSignals = false,
  } = {},
) {
  const port = wanted ?? (await freePort());
  const data = kept ?? mkdtempSync(join(tmpdir(), 'unroll-vscode-'));
  const user = join(data, 'data', 'User');
  mkdirSync(user, { recursive: true });
  const settingsFile = join(user, 'settings.json');
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, JSON.stringify(settings, null, 2));
  if (installed !== undefined) installExtension(installed, join(data, 'extensions'));
  const child = spawn(
    node24,
    [
      '--import',
      endWithParent,
      main,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      ...(driver ? ['--enable-smoke-test-driver'] : []),
      '--server-data-dir',
      data,
      '--extensions-dir',
      join(data, 'extensions'),
      '--telemetry-level',
      'off',
    ],
    // In its own process group, so that the extension hosts and their workers can be ended with it.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env, NODE_OPTIONS: '' } },
  );
  endWithThis(child, { group: true });
  if (!ownSignals) endAtSignals();
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => (output = (output + String(chunk)).slice(-20_000)));
  const stop = async () => {
    const gone = new Promise(accept => child.once('exit', accept));
    if (child.exitCode === null) {
      try {
        process.kill(-(child.pid ?? 0), 'SIGTERM');
      } catch {
        child.kill();
      }
      // A program need not stay for the rest of these seconds.
      await Promise.race([gone, new Promise(accept => setTimeout(accept, 5000).unref())]);
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // The process has already ended.
      }
    }
    if (kept === undefined) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`VS Code's server ended:\n${output}`);
    const answered = await fetch(origin).then(
      response => response.ok,
      () => false,
    );
    if (answered) return { origin, port, data, pid: child.pid ?? 0, log: () => output, stop };
    await new Promise(accept => setTimeout(accept, 200));
  }
  await stop();
  throw new Error(`VS Code's server did not answer:\n${output}`);
}

/** Copies the files of the package as VS Code unpacks them. @param {string} source @param {string} extensions */
function installExtension(source, extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const folder = join(extensions, `${publisher}.${name}-${version}`);
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'dist', 'media', 'samples'])
    cpSync(join(source, part), join(folder, part), { recursive: true });
}

/**
 * The address that opens a folder, with the extension under development (and its tests) unless one is installed.
 * @param {{ origin: string, port: number }} server
 * @param {{ workspace: string, extension?: string, tests?: string, file?: string, log?: string, inspect?: number }} what absolute paths; the
 * level of an extension's log ("publisher.name:trace"); the port that the extension host can be inspected at
 */
export function workbenchAddress({ origin, port }, { workspace, extension, tests, file, log, inspect }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
    ...(log === undefined ? [] : [['logLevel', log]]),
    ...(inspect === undefined ? [] : [['inspect-extensions', String(inspect)]]),
    ['skipWelcome', 'true'],
  ];
  return `${origin}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
