/** PyTorch in a virtual environment of its own, .cache/pytorch, where there is a python3 that can make one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('.cache/pytorch');
const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
const python = join(bin, process.platform === 'win32' ? 'python.exe' : 'python');
// Elsewhere the plain version is the one without CUDA.
const version = process.platform === 'linux' ? '2.13.0+cpu' : '2.13.0';

/** @returns {{ python: string } | { reason: string }} */
export function ensurePyTorch() {
  if (loads()) return { python };
  console.log(`Fetching PyTorch ${version} …`);
  const failure =
    failed('python3', ['-m', 'venv', folder]) ??
    failed(python, ['-m', 'pip', 'install', '-q', `torch==${version}`, 'numpy']);
  if (failure !== undefined)
    return { reason: `PyTorch ${version} could not be installed in .cache/pytorch: ${failure}` };
  return loads() ? { python } : { reason: 'PyTorch in .cache/pytorch does not load.' };
}

function loads() {
  return existsSync(python) && spawnSync(python, ['-c', 'import torch'], { timeout: 120_000 }).status === 0;
}

/** @returns {string | undefined} the last line of what it complains about */
function failed(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 900_000 });
  if (status === 0) return undefined;
  return error?.message ?? stderr.trim().split('\n').at(-1);
}
