import * as tf from '@tensorflow/tfjs-core';

/** The inputs of a kernel, by name; tfjs passes tensors, though its types say only `TensorInfo`. */
export class Operands {
  constructor(private readonly inputs: tf.NamedTensorInfoMap) {}

  find(name: string): tf.Tensor | undefined {
    const input: unknown = this.inputs[name];
    return input instanceof tf.Tensor ? input : undefined;
  }

  get(name: string): tf.Tensor {
    const input = this.find(name);
    if (input) return input;
    throw new Error(`The operand "${name}" of a kernel is missing.`);
  }

  vector(name: string): tf.Tensor1D {
    return tf.reshape<tf.Rank.R1>(this.get(name), [-1]);
  }

  matrix(name: string): tf.Tensor2D {
    const tensor = this.get(name);
    return tf.reshape<tf.Rank.R2>(tensor, [-1, tensor.shape.at(-1)!]);
  }

  /** [T, B, K] */
  sequence(name: string): tf.Tensor3D {
    const [steps = 0, rows = 0, width = 0] = this.get(name).shape;
    return tf.reshape<tf.Rank.R3>(this.get(name), [steps, rows, width]);
  }

  /** All whose name begins so, in their order. */
  startingWith(prefix: string): tf.Tensor[] {
    return Object.keys(this.inputs)
      .filter(name => name.startsWith(prefix))
      .map(name => this.get(name));
  }
}
