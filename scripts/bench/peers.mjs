/** tfjs-layers and brain.js, from npm, in .cache/peers. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const versions = {
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  'brain.js': '1.6.1',
};

/** @returns {{ modules: string } | { reason: string }} the node_modules folder that holds them */
export function ensurePeers() {
  const folder = resolve('.cache/peers');
  const modules = join(folder, 'node_modules');
  const missing = () => Object.keys(versions).filter(name => !existsSync(join(modules, name, 'package.json')));
  if (missing().length === 0) return { modules };
  console.log(`Fetching ${missing().join(', ')} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const specifiers = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--ignore-scripts', ...specifiers];
  const { stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (missing().length === 0) return { modules };
  return { reason: `npm could not fetch ${missing().join(', ')}: ${(stderr ?? '').trim().split('\n').at(-1)}` };
}
