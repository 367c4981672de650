import * as tf from '@tensorflow/tfjs-core';
import type { LinearCrossEntropyAttributes } from '../kernels';
import type { Operands } from './operands';
import { rawOperation } from './rawOperations';

/** [loss, dLogits]: TensorFlow's op answers both at once. */
export function forward(operands: Operands, { divisor, train }: LinearCrossEntropyAttributes): tf.Tensor[] {
  const logits = tf.fused.matMul({ a: operands.matrix('x'), b: operands.matrix('w'), bias: operands.vector('b') });
  const attributes = { T: 'TF_FLOAT', Tlabels: 'TF_INT32' } as const;
  const outputs = rawOperation(
    'SparseSoftmaxCrossEntropyWithLogits',
    attributes,
    [logits, operands.vector('targets')],
    2,
  );
  const [losses, errors] = [outputs[0]!, outputs[1]!];
  const weights = operands.find('weights');
  const scale = weights ? tf.div(weights, divisor) : tf.scalar(1 / divisor);
  const rowScale = weights ? tf.reshape(scale, [-1, 1]) : scale;
  return [tf.sum(tf.mul(losses, scale)), train ? tf.mul(errors, rowScale) : tf.zeros([0])];
}

/** [dx, dw, db] */
export function backward(operands: Operands): tf.Tensor[] {
  const dy = operands.get('dy');
  const unscaled = operands.matrix('dLogits');
  const dLogits = dy.dataSync()[0] === 1 ? unscaled : tf.mul<tf.Tensor2D>(unscaled, dy);
  return [
    tf.matMul(dLogits, operands.matrix('w'), false, true),
    tf.matMul(operands.matrix('x'), dLogits, true),
    tf.sum(dLogits, 0),
  ];
}
