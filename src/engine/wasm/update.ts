import { adam } from '../composition/update';
import { sizeOf, type Kernel } from './kernel';

/** Clips by global norm and steps, in place: tensors that share a parameter's data see its new values. */
export const update: Kernel = ({ memory, exports }, operands, { count, kind, learningRate, clipNorm, step }) => {
  const parameters = Array.from({ length: count }, (_, i) => ({
    size: sizeOf(operands.shape(`p${i}`)),
    p: operands.address(`p${i}`),
    g: operands.address(`g${i}`),
    m: operands.address(`m${i}`),
    v: operands.address(`v${i}`),
  }));
  const norm = Math.sqrt(parameters.reduce((sum, { g, size }) => sum + exports.squares(g, size), 0));
  const factor = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
  const corrections = [1 - adam.beta1 ** step, 1 - adam.beta2 ** step];
  for (const { p, g, m, v, size } of parameters)
    if (kind === 'sgd') exports.sgd(p, g, size, learningRate * factor);
    else
      exports.adam(...[p, g, m, v, size, factor, learningRate, adam.beta1, adam.beta2, adam.epsilon], ...corrections);
  return memory.scalar(norm);
};
