/** The operations played by fused kernels, with their gradients. Every gradient kernel runs once, as a whole. */
import * as tf from '@tensorflow/tfjs-core';
import { linearBy, matMulGradient } from './composition/matMul';
import type { LinearCrossEntropyArguments, Operations, UpdateArguments } from './contract';
import { variablesOf } from './moments';
import { differentiable } from './differentiable';
import { scalarOf } from './scalar';
import * as names from './kernels';
import { attention } from './kernelledAttention';
import { recurrent } from './kernelledRecurrent';

// The caller knows what its kernel answers, as with tf.engine().runKernel.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const run = <T extends tf.Tensor | tf.Tensor[]>(name: string, inputs: tf.NamedTensorMap, attributes: object = {}): T =>
  tf.engine().runKernel<T>(name, inputs, { ...attributes });

const multiply = (a: tf.Tensor2D, b: tf.Tensor2D, transposeA: boolean, transposeB: boolean): tf.Tensor2D =>
  run(names.matMulKernel, { a, b }, { transposeA, transposeB } satisfies names.MatMulAttributes);

function matMul(a: tf.Tensor2D, b: tf.Tensor2D, transposeA = false, transposeB = false): tf.Tensor2D {
  return differentiable<tf.Tensor2D, [tf.Tensor2D, tf.Tensor2D]>(
    [a, b],
    () => ({ value: multiply(a, b, transposeA, transposeB), saved: [a, b] }),
    (dy, saved) => matMulGradient(dy, saved, transposeA, transposeB, multiply),
  );
}

function embedding(table: tf.Tensor2D, ids: tf.Tensor): tf.Tensor {
  const attributes: names.EmbeddingGradAttributes = { vocabularySize: table.shape[0] };
  return differentiable<tf.Tensor, [tf.Tensor]>(
    [table],
    () => ({ value: run(names.embeddingKernel, { table, ids }), saved: [ids] }),
    (dy, [savedIds]) => [run(names.embeddingGradKernel, { ids: savedIds, dy }, attributes)],
  );
}

function dropout<T extends tf.Tensor>(x: T, rate: number, seed: number): T {
  const attributes: names.DropoutAttributes = { rate, seed };
  return differentiable<T, []>(
    [x],
    () => ({ value: run<T>(names.dropoutKernel, { x }, attributes), saved: [] }),
    dy => [run(names.dropoutKernel, { x: dy }, attributes)],
  );
}

function linearCrossEntropy({ x, w, b, targets, weights, divisor }: LinearCrossEntropyArguments): tf.Scalar {
  const train = tf.engine().isTapeOn();
  return differentiable<tf.Scalar, [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]>(
    [x, w, b],
    () => {
      const inputs = { x, w, b, targets, ...(weights && { weights }) };
      const attributes: names.LinearCrossEntropyAttributes = { divisor, train };
      const [loss, dLogits] = run<[tf.Scalar, tf.Tensor2D]>(names.linearCrossEntropyKernel, inputs, attributes);
      return { value: loss, saved: [x, w, dLogits] };
    },
    (dy, [savedX, savedW, dLogits]) =>
      run<tf.Tensor[]>(names.linearCrossEntropyGradKernel, { x: savedX, w: savedW, dLogits, dy }),
  );
}

async function update({ parameters, gradients, state, learningRate, clipNorm }: UpdateArguments): Promise<number> {
  const attributes: names.UpdateAttributes = {
    rules: state.moments.map(({ rule }) => rule),
    learningRate,
    clipNorm,
    step: state.step + 1,
  };
  const inputs = Object.fromEntries(
    state.moments.flatMap((moments, i): [string, tf.Tensor][] => [
      [`p${i}`, parameters[i]!],
      [`g${i}`, gradients[i]!],
      ...variablesOf(moments).map((variable, place): [string, tf.Tensor] => [
        `${place === 0 ? 'm' : 'v'}${i}`,
        variable,
      ]),
    ]),
  );
  const output = run<tf.Tensor>(names.updateKernel, inputs, attributes);
  const norm = await scalarOf(output);
  if (Number.isFinite(norm)) state.step += 1;
  return norm;
}

export const kernelled: Operations = {
  recurrent,
  embedding,
  linear: linearBy(matMul),
  linearCrossEntropy,
  attention,
  dropout,
  update,
  matMul,
};
