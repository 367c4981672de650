import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import type { OptimiserState } from '../../../../src/engine/contract';
import { openEngine } from '../../../../src/engine/open';
import { numbers } from '../cases';

before(() => openEngine({ engine: 'cpu' }));

/** The textbook in float64. */
function expected(
  kind: OptimiserState['kind'],
  start: number[],
  gradients: number[][],
  rate: number,
  theta: number,
): number[] {
  const p = [...start];
  const m = p.map(() => 0);
  const v = p.map(() => 0);
  gradients.forEach((gradient, index) => {
    const t = index + 1;
    const norm = Math.hypot(...gradient);
    const clipped = gradient.map(g => (theta > 0 ? Math.min(1, theta / norm) : 1) * g);
    clipped.forEach((g, i) => {
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      const change = kind === 'sgd' ? g : m[i] / (1 - 0.9 ** t) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8);
      p[i]! -= rate * change;
    });
  });
  return p;
}

for (const kind of ['sgd', 'adam'] as const)
  for (const clipNorm of [0, 1, 1000])
    void test(`${kind}, clipped at ${clipNorm}`, async () => {
      const size = 12;
      const start = [...numbers(size, 1)];
      const gradients = [2, 3, 4, 5].map(seed => [...numbers(size, seed, 3)]);
      const parameter = tf.variable(tf.tensor1d(start));
      const moments = (): tf.Variable[] => (kind === 'adam' ? [tf.variable(tf.zeros([size]))] : []);
      const state: OptimiserState = { kind, step: 0, first: moments(), second: moments() };
      const norms: number[] = [];
      for (const gradient of gradients) {
        const operands = { parameters: [parameter], gradients: [tf.tensor1d(gradient)], state };
        norms.push(await composition.update({ ...operands, learningRate: 0.1, clipNorm }));
      }
      norms.forEach((norm, i) => {
        assert.ok(Math.abs(norm - Math.hypot(...gradients[i]!)) <= 1e-5);
      });
      const wanted = expected(kind, start, gradients, 0.1, clipNorm);
      parameter.dataSync<'float32'>().forEach((value, i) => {
        assert.ok(Math.abs(value - wanted[i]!) <= 1e-5, `${value} instead of ${wanted[i]!}`);
      });
    });
