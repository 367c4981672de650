/** Layer normalisation (Ba, Kiros and Hinton 2016): (x - mean) / sqrt(variance + epsilon) * gain + bias over the last axis, as `nn.LayerNorm`. */
import { add, mean, mul, rsqrt, square, sub, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { normEpsilon } from '../engine/normalise';
import type { Parameters } from './parameters';

/** What reads a layer reads this of its outputs [..., D*H]: they themselves where the layer has no norm. @param name of the layer: "layers.0." */
export function normed<T extends Tensor>(parameters: Parameters, name: string, h: T): T {
  if (!parameters.has(`${name}norm.gain`)) return h;
  const [gain, bias] = [parameters.vector(`${name}norm.gain`), parameters.vector(`${name}norm.bias`)];
  return tidy(() => {
    const centred = sub(h, mean(h, -1, true));
    const scale = rsqrt(add(mean(square(centred), -1, true), normEpsilon));
    return add<T>(mul(mul(centred, scale), gain), bias);
  });
}
