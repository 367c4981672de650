/**
 * Installs tfjs-node for the tests and the benchmark into .cache/native. If its install script can download libtensorflow,
 * that is enough; otherwise the library is taken from the tensorflow-cpu wheel and the add-on is compiled against it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const specifier = '@tensorflow/tfjs-node@4.22.0';
const folder = resolve('.cache/native');
const modules = join(folder, 'node_modules');
const addOn = join(modules, '@tensorflow/tfjs-node');

/** The node_modules folder with a working tfjs-node, or undefined after printing why there is none. */
export async function ensureTfjsNode() {
  try {
    if (works()) return modules;
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    if (installed()) return modules;
    buildAgainstWheel();
    if (works()) return modules;
    throw new Error('it was built but does not compute.');
  } catch (error) {
    console.log(`tfjs-node is not available: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return undefined;
  }
}

/** Node 23 removed helpers of `util` that tfjs-node 4.22 calls. */
const probe = `
  const util = require('node:util');
  util.isNullOrUndefined ??= value => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  const tf = require('@tensorflow/tfjs-node');
  process.exit(tf.sum(tf.tensor1d([1, 2, 3])).dataSync()[0] === 6 ? 0 : 1);`;

function works() {
  if (!existsSync(addOn)) return false;
  return spawnSync(process.execPath, ['-e', probe], { cwd: folder, timeout: 60_000 }).status === 0;
}

function installed() {
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', specifier], {
    cwd: folder,
    timeout: 300_000,
    encoding: 'utf8',
  });
  return result.status === 0 && works();
}

function buildAgainstWheel() {
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', specifier], folder);
  const wheels = join(folder, 'wheel');
  const wheel = () =>
    existsSync(wheels) ? readdirSync(wheels).find(file => /^tensorflow_cpu-.*\.whl$/.test(file)) : undefined;
  if (wheel() === undefined) run('pip', ['download', '--no-deps', '-d', wheels, 'tensorflow-cpu'], folder);
  const unpacked = join(folder, 'unpacked');
  run('python3', ['-m', 'zipfile', '-e', join(wheels, wheel() ?? ''), unpacked], folder);
  layOut(join(unpacked, 'tensorflow'), join(addOn, 'deps'));
  rmSync(unpacked, { recursive: true, force: true });
  run('npx', ['node-pre-gyp', 'install', '--build-from-source'], addOn, headers());
}

/**
 * Makes the folders that the add-on's build expects: deps/lib with the library under its plain names, deps/include with the headers. @param
 * {string} tensorflow @param {string} deps
 */
function layOut(tensorflow, deps) {
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  for (const library of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
    cpSync(join(tensorflow, library), join(deps, 'lib', library));
  const links = {
    'libtensorflow.so': 'libtensorflow_cc.so.2',
    'libtensorflow.so.2': 'libtensorflow_cc.so.2',
    'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(deps, 'lib', name));
  cpSync(join(tensorflow, 'include'), join(deps, 'include'), { recursive: true });
}

/** Uses Node's headers beside its binary if they exist; otherwise node-gyp downloads them. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

/** @param {string} command @param {string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} [env] */
function run(command, args, cwd, env = {}) {
  execFileSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 900_000,
  });
}

// Not where it is bundled into another program.
if (basename(process.argv[1] ?? '') === 'tfjsNode.mjs') {
  const found = await ensureTfjsNode();
  if (found) console.log(found);
  process.exitCode = found ? 0 : 1;
}
