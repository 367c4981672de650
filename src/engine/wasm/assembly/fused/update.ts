/** One parameter's step, in place; `factor` is what clipping multiplies the gradient with. */
import { loadSome, madd, storeSome } from './simd';

/** p -= rate * g, with rate = learning rate * factor */
export function sgd(p: usize, g: usize, size: usize, rate: f32): void {
  const step = f32x4.splat(-rate);
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    const count = size - j;
    storeSome(p + at, madd(loadSome(g + at, count), step, loadSome(p + at, count)), count);
  }
}

/**
 * Kingma & Ba 2015 with g scaled by `factor`: m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2,
 * p <- p - rate m / correction1 / (sqrt(v / correction2) + epsilon).
 */
export function adam(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  size: usize,
  factor: f32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  correction1: f32,
  correction2: f32,
): void {
  const step = f32x4.splat(-rate / correction1);
  const inverse = f32x4.splat(1 / correction2);
  for (let j: usize = 0; j < size; j += 4) {
    const at = j << 2;
    const count = size - j;
    const gradient = f32x4.mul(loadSome(g + at, count), f32x4.splat(factor));
    const first = madd(
      loadSome(m + at, count), f32x4.splat(beta1), f32x4.mul(gradient, f32x4.splat(<f32>(1 - <f64>beta1))),
    );
    const square = f32x4.mul(gradient, gradient);
    const second = madd(
      loadSome(v + at, count), f32x4.splat(beta2), f32x4.mul(square, f32x4.splat(<f32>(1 - <f64>beta2))),
    );
    const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(second, inverse)), f32x4.splat(epsilon));
    storeSome(m + at, first, count);
    storeSome(v + at, second, count);
    storeSome(p + at, madd(step, f32x4.div(first, deviation), loadSome(p + at, count)), count);
  }
}
