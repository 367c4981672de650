/** Other versions of Node, from npm, for the tests and the benchmark. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** @param {number} major @returns {Promise<{ path: string } | { reason: string }>} */
export async function ensureNode(major) {
  const folder = resolve(`.cache/node${major}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const path = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(path)) return { path };
  console.log(`Fetching Node ${major} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const { stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${major}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  return existsSync(path) ? { path } : { reason: `Node ${major} could not be fetched: ${stderr.slice(-300)}` };
}
