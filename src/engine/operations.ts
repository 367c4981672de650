/** The operations of the contract on the engine in use: its kernel where it has one, else the composition. */
import { getBackend, getKernel, type KernelConfig } from '@tensorflow/tfjs-core';
import { composition } from './composition';
import type { Operations } from './contract';
import { engineInUse } from './engines';
import { kernelled } from './kernelled';
import * as names from './kernels';

const needed: Readonly<Record<keyof Operations, readonly string[]>> = {
  recurrent: [names.recurrentKernel, names.recurrentGradKernel],
  embedding: [names.embeddingKernel, names.embeddingGradKernel],
  linear: [names.matMulKernel],
  linearCrossEntropy: [names.linearCrossEntropyKernel, names.linearCrossEntropyGradKernel],
  attention: [names.attentionKernel, names.attentionGradKernel],
  dropout: [names.dropoutKernel],
  update: [names.updateKernel],
  matMul: [names.matMulKernel],
};

// tfjs' own type leaves out that there may be none.
const findKernel: (name: string, backend: string) => KernelConfig | undefined = getKernel;

function on(operation: keyof Operations): Operations {
  const backend = getBackend();
  const hasKernels = needed[operation].every(name => findKernel(name, backend));
  return hasKernels ? kernelled : composition;
}

export const operations: Operations = {
  recurrent: args => (engineInUse()?.playsRecurrent?.(args) === false ? composition : on('recurrent')).recurrent(args),
  embedding: (table, ids) => on('embedding').embedding(table, ids),
  linear: (x, w, b) => on('linear').linear(x, w, b),
  linearCrossEntropy: args => on('linearCrossEntropy').linearCrossEntropy(args),
  attention: args => on('attention').attention(args),
  dropout: (x, rate, seed) => (rate === 0 ? x : on('dropout').dropout(x, rate, seed)),
  update: args => on('update').update(args),
  matMul: (a, b, transposeA, transposeB) => on('matMul').matMul(a, b, transposeA, transposeB),
};
