import { engine, Variable } from '@tensorflow/tfjs-core';
import { adam } from '../composition/update';
import { sizeOf, type Device, type Kernel, type Operands } from './kernel';
import { muonStep } from './muon';

/** Clips by global norm and steps, in place; leaves everything as it is where the norm is not finite. */
export const update: Kernel = (device, operands, { rules, learningRate, clipNorm, step }) => {
  const { memory, exports } = device;
  const parameters = rules.map((rule, i) => ({
    rule,
    shape: operands.shape(`p${i}`),
    size: sizeOf(operands.shape(`p${i}`)),
    p: ownAddress(device, operands, `p${i}`),
    g: operands.address(`g${i}`),
    m: ownAddress(device, operands, `m${i}`),
    v: ownAddress(device, operands, `v${i}`),
  }));
  const norm = Math.sqrt(parameters.reduce((sum, { g, size }) => sum + exports.squares(g, size), 0));
  if (!Number.isFinite(norm)) return memory.scalar(norm);
  const factor = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
  const { beta1, beta2, epsilon } = adam;
  const corrections = [1 - beta1 ** step, 1 - beta2 ** step] as const;
  for (const { rule, p, g, m, v, size, shape } of parameters)
    if (rule === 'sgd') exports.sgd(p, g, size, learningRate * factor);
    else if (rule === 'adam')
      exports.adam(p, g, m, v, size, factor, learningRate, beta1, beta2, epsilon, ...corrections);
    else muonStep(device, { p, g, m, shape, factor, learningRate });
  return memory.scalar(norm);
};

/** Where a variable lies, after a copy where other tensors share its data: those keep the values they had. */
function ownAddress({ memory, exports }: Device, operands: Operands, name: string): number {
  const input = operands.find(name);
  if (input instanceof Variable && memory.isShared(input)) {
    const shape = operands.shape(name);
    const copy = memory.output(shape);
    exports.copy(memory.address(copy), memory.address(input), sizeOf(shape));
    const tensor = engine().makeTensorFromTensorInfo(copy);
    input.assign(tensor);
    tensor.dispose();
  }
  return operands.address(name);
}
