/** e^x, tanh and the logistic function over whole vectors. */
#ifndef UNROLL_ACTIVATIONS_H
#define UNROLL_ACTIVATIONS_H

#include "vector.h"

/**
 * x P(x^2) / Q(x^2), a rational minimax approximation on [-7.9, 7.9] (absolute error about 3e-7; beyond, 1 to within float32).
 * A limit comes first in MIN and MAX: x86 answers the second where either is no number.
 */
INLINE vec tanhOf(vec x) {
  x = MAX(SPLAT(-7.90531110763549805f), MIN(SPLAT(7.90531110763549805f), x));
  vec s = x * x;
  vec p = MADD(s, SPLAT(-2.76076847742355e-16f), SPLAT(2.00018790482477e-13f));
  p = MADD(p, s, SPLAT(-8.60467152213735e-11f));
  p = MADD(p, s, SPLAT(5.12229709037114e-8f));
  p = MADD(p, s, SPLAT(1.48572235717979e-5f));
  p = MADD(p, s, SPLAT(6.37261928875436e-4f));
  p = MADD(p, s, SPLAT(4.89352455891786e-3f));
  vec q = MADD(s, SPLAT(1.19825839466702e-6f), SPLAT(1.18534705686654e-4f));
  q = MADD(q, s, SPLAT(2.2684346324390e-3f));
  q = MADD(q, s, SPLAT(4.89352518554385e-3f));
  return x * p / q;
}

/** (1 + tanh(x / 2)) / 2 */
INLINE vec sigmoidOf(vec x) {
  vec half = SPLAT(0.5f);
  return MADD(tanhOf(x * half), half, half);
}

/**
 * x = n ln 2 + r, a polynomial of degree 5 in r (Cephes' expf), n into the exponent; relative error about 1e-7. Clamped to
 * [-87.3, 88.3], so neither end overflows.
 */
INLINE vec expOf(vec x) {
  x = MAX(SPLAT(-87.3f), MIN(SPLAT(88.3f), x));
  vec n = NEAREST(x * SPLAT(1.44269504088896341f));
  vec r = MADD(n, SPLAT(-0.693359375f), x);
  r = MADD(n, SPLAT(2.1219444e-4f), r);
  vec p = MADD(SPLAT(1.98756915e-4f), r, SPLAT(1.3981999507e-3f));
  p = MADD(p, r, SPLAT(8.3334519073e-3f));
  p = MADD(p, r, SPLAT(4.1665795894e-2f));
  p = MADD(p, r, SPLAT(1.6666665459e-1f));
  p = MADD(p, r, SPLAT(5.0000001201e-1f));
  vec one = SPLAT(1);
  p = MADD(p * r, r, r + one);
  uvec power = ((uvec)__builtin_convertvector(n, ivec) << 23) + (uvec)one;
  return p * (vec)power;
}

#endif
