/** The commands of the compared programs; each takes a problem (bench/shapes.ts) as its last argument. */
import { resolve } from 'node:path';
import { ensureTfjsNode } from '../scripts/tfjsNode.mjs';
import type { Contestant } from './compare';
import { ensurePeers, ensurePyTorch } from './peers/install';

/** The Node that runs the programs, and our own programs. */
export interface Own {
  node: string;
  unroll: string;
}

type Missing = { reason: string };
type Preparation = (own: Own) => string[] | Missing | Promise<string[] | Missing>;

const peer = (name: string): string => resolve('bench/peers', name);

/** Installs what a program needs and returns its command, or the reason why it is missing. */
const programs: Readonly<Record<string, Preparation>> = {
  'unroll-wasm': ({ node, unroll }) => [node, unroll, 'wasm', '0'],
  'unroll-wasm-1': ({ node, unroll }) => [node, unroll, 'wasm', '1'],
  'unroll-native': ({ node, unroll }) => [node, unroll, 'native', '0'],
  'unroll-native-1': ({ node, unroll }) => [node, unroll, 'native', '1'],
  'unroll-tfjs-node': ({ node, unroll }) => withTfjsNode(() => [node, unroll, 'tfjs-node', '1']),
  'tfjs-layers-wasm': ({ node }) => {
    const found = ensurePeers();
    return 'reason' in found ? found : [node, peer('tfjsLayers.cjs'), found.modules, 'wasm'];
  },
  'tfjs-layers-node': ({ node }) => withTfjsNode(modules => [node, peer('tfjsLayers.cjs'), modules, 'node']),
  brainjs: ({ node }) => {
    const found = ensurePeers();
    return 'reason' in found ? found : [node, peer('brainjs.cjs'), found.modules];
  },
  'jax-js': ({ node }) => {
    const found = ensurePeers();
    return 'reason' in found ? found : [node, peer('jaxJs.cjs'), found.modules];
  },
  'pytorch-1': () => withPyTorch('1'),
  'pytorch-2': () => withPyTorch('2'),
};

export const programNames = Object.keys(programs);

/** @throws Error for an unknown name */
export async function preparePrograms(
  names: readonly string[],
  own: Own,
): Promise<{ ready: Contestant[]; missing: { who: string; reason: string }[] }> {
  const ready: Contestant[] = [];
  const missing: { who: string; reason: string }[] = [];
  for (const who of names) {
    const prepare = programs[who];
    if (!prepare) throw new Error(`There is no program ${who}. There are ${programNames.join(', ')}.`);
    const answer = await prepare(own);
    if ('reason' in answer) missing.push({ who, ...answer });
    else ready.push({ who, command: answer });
  }
  return { ready, missing };
}

/** Our own program gets the folder of tfjs-node from an environment variable. */
async function withTfjsNode(command: (modules: string) => string[]): Promise<string[] | Missing> {
  const modules = await ensureTfjsNode();
  if (modules === undefined) return { reason: 'tfjs-node is not available on this machine.' };
  process.env.UNROLL_TFJS_NODE = modules;
  return command(modules);
}

function withPyTorch(threads: string): string[] | Missing {
  const found = ensurePyTorch();
  return 'reason' in found ? found : [found.python, peer('pytorch.py'), threads];
}
