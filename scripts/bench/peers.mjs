/** tfjs-layers and brain.js, from npm, in .cache/peers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failureOf } from './failure.mjs';

const versions = {
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  'brain.js': '1.6.1',
};
const folder = resolve('.cache/peers');
const modules = join(folder, 'node_modules');

/** @returns {{ modules: string } | { reason: string }} the node_modules folder that holds them */
export function ensurePeers() {
  const specifiers = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  if (present()) return { modules };
  console.log(`Fetching ${specifiers.join(', ')} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--ignore-scripts', ...specifiers];
  const failure = failureOf('npm', args, { cwd: folder });
  return present() ? { modules } : { reason: `npm could not fetch ${specifiers.join(', ')}: ${failure}` };
}

function present() {
  return Object.entries(versions).every(([name, version]) => {
    const file = join(modules, name, 'package.json');
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version;
  });
}
