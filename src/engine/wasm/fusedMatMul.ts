import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';
import { matMul } from './matMul';

/**
 * tfjs' product with bias and activation. Its own reads packed copies of weights that have since changed, and adds the
 * bias once per 48 steps of depth where a side is transposed.
 */
export const fusedMatMul: Kernel = (device, operands, attributes) => {
  const product = matMul(device, operands, attributes);
  return tf.tidy(() => {
    const plain = tf.engine().makeTensorFromTensorInfo(Array.isArray(product) ? product[0]! : product);
    const bias = operands.find('bias');
    const sum = bias instanceof tf.Tensor ? tf.add(plain, bias) : plain;
    return activated(sum, operands.find('preluActivationWeights'), attributes);
  });
};

function activated(
  sum: tf.Tensor,
  slopes: tf.TensorInfo | undefined,
  { activation, leakyreluAlpha }: Parameters<Kernel>[2],
): tf.Tensor {
  switch (activation) {
    case 'relu':
      return tf.relu(sum);
    case 'relu6':
      return tf.relu6(sum);
    case 'elu':
      return tf.elu(sum);
    case 'sigmoid':
      return tf.sigmoid(sum);
    case 'prelu':
      return slopes instanceof tf.Tensor ? tf.prelu<tf.Tensor>(sum, slopes) : sum;
    case 'leakyrelu':
      return tf.leakyRelu(sum, leakyreluAlpha);
    default:
      return sum;
  }
}
