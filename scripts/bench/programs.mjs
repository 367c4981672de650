/** The commands of the programs that are compared; each takes a problem (bench/shapes.ts) as its last argument. */
import { resolve } from 'node:path';
import { ensureNative } from '../native.mjs';
import { ensurePeers } from './peers.mjs';
import { ensurePyTorch } from './pytorch.mjs';

const peer = name => resolve('bench/peers', name);

/** What each program needs, and its command once that is there. */
const programs = {
  'unroll-wasm': { command: ({ node, unroll }) => [node, unroll, 'wasm', '0'] },
  'unroll-wasm-1': { command: ({ node, unroll }) => [node, unroll, 'wasm', '1'] },
  'unroll-native': { needs: native, command: ({ node, unroll }) => [node, unroll, 'native', '1'] },
  'tfjs-layers-wasm': {
    needs: ensurePeers,
    command: ({ node, modules }) => [node, peer('tfjsLayers.cjs'), modules, 'wasm'],
  },
  'tfjs-layers-node': {
    needs: native,
    command: ({ node, modules }) => [node, peer('tfjsLayers.cjs'), modules, 'node'],
  },
  brainjs: { needs: ensurePeers, command: ({ node, modules }) => [node, peer('brainjs.cjs'), modules] },
  'pytorch-1': { needs: ensurePyTorch, command: ({ python }) => [python, peer('pytorch.py'), '1'] },
  'pytorch-2': { needs: ensurePyTorch, command: ({ python }) => [python, peer('pytorch.py'), '2'] },
};

export const programNames = Object.keys(programs);

/**
 * Fetches what the programs need, once for each need.
 * @param {string[]} names
 * @param {{ node: string, unroll: string }} own the Node that runs them, and our program
 * @returns {Promise<({ who: string, command: string[] } | { who: string, reason: string })[]>}
 */
export async function preparePrograms(names, own) {
  const found = new Map();
  const prepared = [];
  for (const who of names) {
    const program = programs[who];
    if (!program) throw new Error(`There is no program ${who}. There are ${programNames.join(', ')}.`);
    const { needs = () => ({}), command } = program;
    if (!found.has(needs)) found.set(needs, await needs());
    const answer = found.get(needs);
    prepared.push('reason' in answer ? { who, ...answer } : { who, command: command({ ...own, ...answer }) });
  }
  return prepared;
}

/** Our own program finds tfjs-node by the variable. */
async function native() {
  const modules = await ensureNative();
  if (!modules) return { reason: 'tfjs-node is not available on this machine.' };
  process.env.UNROLL_NATIVE = modules;
  return { modules };
}
