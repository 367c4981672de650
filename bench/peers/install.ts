/** Installs the programs for the comparison into .cache: tfjs-layers and brain.js from npm, PyTorch in a virtual environment. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const peerVersions = {
  '@tensorflow/tfjs': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  'brain.js': '1.6.1',
  '@jax-js/jax': '0.1.25',
};
const peerFolder = resolve('.cache/peers');
const modules = join(peerFolder, 'node_modules');

const pytorchFolder = resolve('.cache/pytorch');
const windows = process.platform === 'win32';
const python = join(pytorchFolder, windows ? 'Scripts/python.exe' : 'bin/python');
// On other systems than Linux the plain version has no CUDA.
const pytorchVersion = process.platform === 'linux' ? '2.13.0+cpu' : '2.13.0';

/** Returns the node_modules folder with tfjs-layers, brain.js and jax-js. */
export function ensurePeers(): { modules: string } | { reason: string } {
  if (peersPresent()) return { modules };
  const specifiers = Object.entries(peerVersions).map(([name, version]) => `${name}@${version}`);
  console.log(`Fetching ${specifiers.join(', ')} …`);
  mkdirSync(peerFolder, { recursive: true });
  writeFileSync(join(peerFolder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', '--ignore-scripts', ...specifiers];
  const failure = failureOf('npm', args, { cwd: peerFolder });
  return peersPresent()
    ? { modules }
    : { reason: `npm could not fetch ${specifiers.join(', ')}: ${failure ?? 'something is missing'}` };
}

function peersPresent(): boolean {
  return Object.entries(peerVersions).every(([name, version]) => {
    const file = join(modules, name, 'package.json');
    if (!existsSync(file)) return false;
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version === version;
  });
}

/** Returns the Python of the environment with PyTorch. */
export function ensurePyTorch(): { python: string } | { reason: string } {
  if (pytorchLoads()) return { python };
  console.log(`Fetching PyTorch ${pytorchVersion} …`);
  const failure =
    failureOf(windows ? 'python' : 'python3', ['-m', 'venv', pytorchFolder]) ??
    failureOf(python, ['-m', 'pip', 'install', '-q', `torch==${pytorchVersion}`, 'numpy']);
  if (failure !== undefined) return { reason: `PyTorch ${pytorchVersion} could not be had: ${failure}` };
  return pytorchLoads() ? { python } : { reason: 'PyTorch in .cache/pytorch does not load.' };
}

const pytorchLoads = (): boolean => existsSync(python) && failureOf(python, ['-c', 'import torch']) === undefined;

/** Runs a command. Returns undefined on success, else the first line of its output that mentions an error, or the last line. */
function failureOf(command: string, args: readonly string[], options: SpawnSyncOptions = {}): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8', timeout: 900_000 });
  if (status === 0) return undefined;
  if (error) return error.message;
  const lines = stderr.trim().split('\n');
  return lines.find(line => /error/i.test(line)) ?? lines.at(-1);
}
