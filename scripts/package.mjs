/** Makes the VSIX: production build, `vsce package`, then a test that the package works without node_modules. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const limit = 5 * 1024 * 1024;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const vsix = resolve(`out/unroll-${version}.vsix`);

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd = '.') {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit ${String(status)}`}`);
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('out', { recursive: true });
run(process.execPath, ['scripts/build.mjs', '--production']);
run(process.execPath, [
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  '--skip-license',
  '--no-rewrite-relative-links',
  '--allow-missing-repository',
  '--out',
  vsix,
]);
const { size } = statSync(vsix);
if (size > limit) throw new Error(`${vsix} has ${size} bytes; the limit is ${limit}.`);

const folder = mkdtempSync(join(tmpdir(), 'unroll-vsix-'));
try {
  run('unzip', ['-q', vsix, '-d', folder]);
  run('unzip', ['-l', vsix]);
  const alone = join(folder, 'extension');
  run(process.execPath, ['dist/cli.js', 'vocab', 'samples/lighthouse.txt', '--top', '5'], alone);
  run(
    process.execPath,
    ['dist/cli.js', 'train', 'samples/lighthouse.txt', '--epochs', '1', '--out', join(folder, 'model')],
    alone,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${vsix}: ${(size / 1024 / 1024).toFixed(2)} MB, works on its own.`);
