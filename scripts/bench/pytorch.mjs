/** PyTorch in a virtual environment of its own, .cache/pytorch, where there is a python3 that can make one. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failureOf } from './failure.mjs';

const folder = resolve('.cache/pytorch');
const windows = process.platform === 'win32';
const python = join(folder, windows ? 'Scripts/python.exe' : 'bin/python');
// Elsewhere the plain version is the one without CUDA.
const version = process.platform === 'linux' ? '2.13.0+cpu' : '2.13.0';

/** @returns {{ python: string } | { reason: string }} */
export function ensurePyTorch() {
  if (loads()) return { python };
  console.log(`Fetching PyTorch ${version} …`);
  const failure =
    failureOf(windows ? 'python' : 'python3', ['-m', 'venv', folder]) ??
    failureOf(python, ['-m', 'pip', 'install', '-q', `torch==${version}`, 'numpy']);
  if (failure !== undefined) return { reason: `PyTorch ${version} could not be had: ${failure}` };
  return loads() ? { python } : { reason: 'PyTorch in .cache/pytorch does not load.' };
}

function loads() {
  return existsSync(python) && failureOf(python, ['-c', 'import torch']) === undefined;
}
