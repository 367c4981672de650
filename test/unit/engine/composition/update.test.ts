import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { composition } from '../../../../src/engine/composition';
import type { Moments, OptimiserState } from '../../../../src/engine/contract';
import { openEngine } from '../../../../src/engine/open';
import { numbers } from '../cases';

before(() => openEngine({ engine: 'cpu' }));

/** The textbook in float64. */
function expected(kind: 'sgd' | 'adam', start: number[], gradients: number[][], rate: number, theta: number): number[] {
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
      const zeros = (): tf.Variable => tf.variable(tf.zeros([size]));
      const moments: Moments = kind === 'adam' ? { rule: kind, first: zeros(), second: zeros() } : { rule: kind };
      const state: OptimiserState = { step: 0, moments: [moments] };
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

type Rows = number[][];

const turned = (a: Rows): Rows => a[0]!.map((_, j) => a.map(row => row[j]!));
const times = (a: Rows, b: Rows): Rows =>
  a.map(row => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
const blend = (a: Rows, alpha: number, b: Rows, beta: number): Rows =>
  a.map((row, i) => row.map((value, j) => alpha * value + beta * b[i]![j]!));

/** Muon as its authors write it (github.com/KellerJordan/Muon, zeropower_via_newtonschulz5), in float64 and without turning tall matrices over. */
function muonOracle(start: Rows, gradients: Rows[], rate: number): Rows {
  let p = start;
  let m = start.map(row => row.map(() => 0));
  for (const g of gradients) {
    m = blend(m, 0.95, g, 0.05);
    const u = blend(m, 0.95, g, 0.05);
    let x = blend(u, 1 / (Math.hypot(...u.flat()) + 1e-7), u, 0);
    for (let i = 0; i < 5; i++) {
      const a = times(x, turned(x));
      x = blend(x, 3.4445, times(blend(a, -4.775, times(a, a), 2.0315), x), 1);
    }
    p = blend(p, 1, x, -rate * 0.2 * Math.sqrt(Math.max(p.length, p[0]!.length)));
  }
  return p;
}

for (const [rows, columns] of [
  [5, 7],
  [9, 4],
  [1, 6],
] as const)
  void test(`muon of a matrix [${rows}, ${columns}]`, async () => {
    const matrix = (seed: number): Rows => Array.from({ length: rows }, (_, i) => [...numbers(columns, 10 * seed + i)]);
    const start = matrix(1);
    const gradients = [2, 3, 4].map(matrix);
    const parameter = tf.variable(tf.tensor2d(start));
    const momentum = tf.variable(tf.zeros([rows, columns]));
    const state: OptimiserState = { step: 0, moments: [{ rule: 'muon', momentum }] };
    for (const gradient of gradients)
      await composition.update({
        ...{ parameters: [parameter], gradients: [tf.tensor2d(gradient)], state },
        ...{ learningRate: 0.1, clipNorm: 0 },
      });
    const wanted = muonOracle(start, gradients, 0.1).flat();
    parameter.dataSync<'float32'>().forEach((value, i) => {
      assert.ok(Math.abs(value - wanted[i]!) <= 1e-5, `${value} instead of ${wanted[i]!}`);
    });
  });

void test('a step of muon goes as far in every direction', async () => {
  // Gradients a thousand times larger in one direction than in the other.
  const parameter = tf.variable(tf.zeros<tf.Rank.R2>([2, 2]));
  const momentum = tf.variable(tf.zeros([2, 2]));
  const gradients = [
    tf.tensor2d([
      [1, 0],
      [0, 0.01],
    ]),
  ];
  const state: OptimiserState = { step: 0, moments: [{ rule: 'muon', momentum }] };
  await composition.update({ parameters: [parameter], gradients, state, learningRate: 1, clipNorm: 0 });
  const [first = 0, , , last = 0] = parameter.dataSync<'float32'>();
  assert.ok(Math.abs(first / last - 1) < 0.5, `${first} and ${last}`);
});
