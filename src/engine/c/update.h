/** One parameter's step, in place; `factor` is what clipping multiplies the gradient with. */
#ifndef UNROLL_UPDATE_H
#define UNROLL_UPDATE_H

#include "vector.h"

/** p -= rate * g, with rate = learning rate * factor */
static void sgd(float *p, const float *g, size_t size, float rate) {
  vec step = SPLAT(-rate);
  for (size_t j = 0; j < size; j += LANES)
    storeSome(p + j, MADD(loadSome(g + j, size - j), step, loadSome(p + j, size - j)), size - j);
}

typedef struct {
  float *p;
  const float *g;
  float *m, *v;
  float factor, rate, beta1, beta2, epsilon, correction1, correction2;
} Adam;

INLINE void adamSome(Adam a, size_t j, size_t n) {
  vec step = SPLAT(-a.rate / a.correction1);
  vec inverse = SPLAT(1 / a.correction2);
  vec gradient = loadSome(a.g + j, n) * SPLAT(a.factor);
  vec rest1 = SPLAT((float)(1 - (double)a.beta1));
  vec rest2 = SPLAT((float)(1 - (double)a.beta2));
  vec first = MADD(loadSome(a.m + j, n), SPLAT(a.beta1), gradient * rest1);
  vec second = MADD(loadSome(a.v + j, n), SPLAT(a.beta2), gradient * gradient * rest2);
  vec deviation = ROOT(second * inverse) + SPLAT(a.epsilon);
  storeSome(a.m + j, first, n);
  storeSome(a.v + j, second, n);
  storeSome(a.p + j, MADD(step, first / deviation, loadSome(a.p + j, n)), n);
}

/**
 * Kingma & Ba 2015 with g scaled by `factor`: m <- b1 m + (1 - b1) g, v <- b2 v + (1 - b2) g^2,
 * p <- p - rate m / correction1 / (sqrt(v / correction2) + epsilon).
 */
static void adam(Adam a, size_t size) { SWEEP(adamSome, a, size); }

#endif
