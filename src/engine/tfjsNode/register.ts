/** Gives tfjs-node its kernels: those of `../kernels.ts` that TensorFlow's own ops can play. */
import * as tf from '@tensorflow/tfjs-core';
import * as names from '../kernels';
import * as crossEntropy from './linearCrossEntropy';
import { Operands } from './operands';
import * as recurrent from './recurrent';

type Attributes = names.RecurrentAttributes &
  names.RecurrentGradAttributes &
  names.LinearCrossEntropyAttributes &
  names.EmbeddingGradAttributes &
  names.MatMulAttributes;

const kernels: Record<string, (operands: Operands, attributes: Attributes) => tf.Tensor | tf.Tensor[]> = {
  [names.recurrentKernel]: recurrent.forward,
  [names.recurrentGradKernel]: recurrent.backward,
  [names.linearCrossEntropyKernel]: crossEntropy.forward,
  [names.linearCrossEntropyGradKernel]: crossEntropy.backward,
  [names.embeddingKernel]: operands => tf.gather(operands.get('table'), operands.get('ids')),
  [names.embeddingGradKernel]: (operands, { vocabularySize }) => {
    const dy = operands.get('dy');
    const rows = tf.reshape(dy, [-1, dy.shape.at(-1)!]);
    return tf.unsortedSegmentSum(rows, tf.reshape<tf.Rank.R1>(operands.get('ids'), [-1]), vocabularySize);
  },
  [names.matMulKernel]: (operands, { transposeA, transposeB }) =>
    tf.matMul(operands.get('a'), operands.get('b'), transposeA, transposeB),
};

export function registerTfjsNodeKernels(): void {
  for (const [kernelName, play] of Object.entries(kernels)) {
    if (tf.getKernelsForBackend('tensorflow').some(kernel => kernel.kernelName === kernelName)) continue;
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      // tfjs types attributes as any map; ours come from kernelled*.ts alone.
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => play(new Operands(inputs), attrs as unknown as Attributes)),
    });
  }
}
