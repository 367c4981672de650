/**
 * Training speed side by side, in interleaved rounds, each program in a process of its own:
 * `npm run bench -- [--rows a,b] [--who a,b] [--rounds 3] [--seconds 2] [--out FILE]`; `npm run bench -- --kernels [shape ...]`.
 */
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildKernels } from './build-kernels.mjs';
import { ensureNative } from './native.mjs';
import { ensureNode } from './nodes.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kernels: { type: 'boolean', default: false },
    rows: { type: 'string' },
    who: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});
const folder = resolve('out/bench');
const { seconds } = values;

/** shape: cell, H, layers, V, E; as in test/bench/shapes.ts */
const shapes = {
  'rnn-256': ['rnn', 256, 1, 28, 0],
  'gru-256': ['gru', 256, 1, 28, 0],
  'lstm-256': ['lstm', 256, 1, 28, 0],
  'lstm-512': ['lstm', 512, 1, 28, 0],
  'lstm-256x2': ['lstm', 256, 2, 28, 0],
  'lstm-256-words': ['lstm', 256, 1, 4580, 0],
  'lstm-256-words-embedded': ['lstm', 256, 1, 4580, 256],
};

await bundle();
const found = await ensureNode(24);
const node = 'path' in found ? found.path : process.execPath;
if (values.kernels) {
  process.exit(spawnSync(node, [`${folder}/kernels.js`, ...positionals], { stdio: 'inherit' }).status ?? 1);
}
await compare();

async function bundle() {
  mkdirSync(folder, { recursive: true });
  await buildKernels(folder);
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
    cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `${folder}/${file}`);
  await build({
    entryPoints: {
      kernels: 'test/bench/kernels.ts',
      unroll: 'test/bench/unroll.ts',
      replica: 'src/worker/replica.ts',
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@tensorflow/tfjs-node'],
    outdir: folder,
    logLevel: 'warning',
    define: { 'process.env.UNROLL_ASSETS': JSON.stringify(folder) },
  });
}

/** For every program the command that measures a shape, or why it is skipped. */
async function programs(wanted) {
  const needsNative = wanted.some(who => who === 'unroll-native' || who === 'tfjs-layers-node');
  const native = needsNative ? await ensureNative() : undefined;
  const unroll = (backend, threads) => shape => [node, `${folder}/unroll.js`, shape, backend, threads, seconds];
  const layers = (modules, backend) => shape => [
    node,
    resolve('test/bench/peers/tfjsLayers.cjs'),
    modules,
    backend,
    ...shapes[shape].map(String),
    seconds,
  ];
  const python = resolve('.cache/pytorch/bin/python');
  const torch = wanted.some(who => who.startsWith('pytorch')) ? hasTorch(python) : '';
  const pytorch = threads => shape => [
    python,
    'test/bench/peers/pytorch.py',
    '--serve',
    '--threads',
    threads,
    '--seconds',
    seconds,
    '--',
    shape,
  ];
  if (native) process.env.UNROLL_NATIVE = native;
  const missing = 'tfjs-node is not available on this machine.';
  return {
    'unroll-wasm': unroll('wasm', '0'),
    'unroll-wasm-1': unroll('wasm', '1'),
    'unroll-native': native ? unroll('native', '1') : missing,
    'tfjs-layers-wasm': wanted.includes('tfjs-layers-wasm') ? tfjsModules(layers) : '',
    'tfjs-layers-node': native ? layers(native, 'node') : missing,
    brainjs: 'its runner is not written yet.',
    'pytorch-1': torch || pytorch('1'),
    'pytorch-2': torch || pytorch('2'),
  };
}

function tfjsModules(layers) {
  const peers = resolve('.cache/peers');
  const modules = `${peers}/node_modules`;
  if (!existsSync(`${modules}/@tensorflow/tfjs-backend-wasm`)) {
    mkdirSync(peers, { recursive: true });
    writeFileSync(`${peers}/package.json`, '{ "private": true }\n');
    const names = ['@tensorflow/tfjs@4.22.0', '@tensorflow/tfjs-backend-wasm@4.22.0'];
    const options = { cwd: peers, encoding: 'utf8' };
    const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...names], options);
    if (status !== 0) return 'tfjs could not be fetched.';
  }
  return layers(modules, 'wasm');
}

function hasTorch(python) {
  if (!existsSync(python))
    return 'there is no PyTorch in .cache/pytorch (a virtual environment with torch==2.13.0+cpu).';
  return spawnSync(python, ['-c', 'import torch']).status === 0 ? '' : 'PyTorch in .cache/pytorch does not load.';
}

async function compare() {
  const names = ['unroll-wasm', 'unroll-wasm-1', 'unroll-native', 'tfjs-layers-wasm', 'tfjs-layers-node'];
  const who = values.who?.split(',') ?? [...names, 'brainjs', 'pytorch-1', 'pytorch-2'];
  const commands = await programs(who);
  const rows = [];
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores; ${node}; load ${loadavg()[0]?.toFixed(1)}`);
  const runnable = who.filter(name => typeof commands[name] === 'function');
  for (const name of who) if (!runnable.includes(name)) console.log(`skipped ${name}: ${commands[name] ?? 'unknown.'}`);
  for (const shape of values.rows?.split(',') ?? Object.keys(shapes)) {
    if (!(shape in shapes)) throw new Error(`There is no shape ${shape}.`);
    rows.push(...(await row(shape, runnable, commands)));
  }
  if (values.out) writeFileSync(values.out, `${JSON.stringify({ rows }, undefined, 2)}\n`);
}

/** A B C A B C ...: noise hits all alike. */
async function row(shape, who, commands) {
  const children = who.map(name => ({ name, speeds: [], megabytes: 0, ...start(commands[name](shape)) }));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const child of children) {
      if (child.failed) continue;
      const answer = await child.ask();
      if (answer === undefined) {
        child.failed = true;
        console.log(`skipped ${shape} ${child.name}: its process ended early.`);
        continue;
      }
      child.speeds.push(answer.tokensPerSecond);
      child.megabytes = answer.megabytes;
    }
  }
  for (const { stop } of children) stop();
  const measured = children.filter(({ failed }) => !failed);
  const median = speeds => speeds.sort((a, b) => a - b)[speeds.length >> 1];
  const results = measured.map(({ name, speeds, megabytes }) => ({ who: name, speed: median(speeds), megabytes }));
  const reference = Math.max(...results.filter(({ who }) => who.startsWith('pytorch')).map(({ speed }) => speed));
  for (const { who, speed, megabytes } of results) {
    const ratio = reference > 0 ? `${(speed / reference).toFixed(2)}x PyTorch's best` : '';
    console.log([shape, who, Math.round(speed), `${Math.round(megabytes)} MB`, ratio].join('\t'));
  }
  return results.map(({ who, speed }) => ({ shape, who, tokensPerSecond: Math.round(speed) }));
}

function start([command, ...args]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined);
  child.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async () => {
    child.stdin.write('\n');
    const { value, done } = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
  return { ask, stop: () => child.kill() };
}
