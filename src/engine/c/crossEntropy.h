/** Linear layer, softmax and cross-entropy from integer targets, row by row on the logits. */
#ifndef UNROLL_CROSS_ENTROPY_H
#define UNROLL_CROSS_ENTROPY_H

#include "activations.h"
#include "gemm.h"

/** Natural logarithm of x > 0: x = 2^e m with m in [1/sqrt 2, sqrt 2], ln m = 2 artanh((m - 1) / (m + 1)). */
static double logarithm(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int exponent = (int)(bits >> 52) - 1023;
  bits = (bits & 0xfffffffffffffull) | 0x3ff0000000000000ull;
  double m;
  memcpy(&m, &bits, sizeof m);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  double s = (m - 1) / (m + 1), q = s * s, series = 0;
  for (int k = 17; k > 0; k -= 2) series = series * q + 1 / (double)k;
  return exponent * 0.6931471805599453 + 2 * s * series;
}

/** row += b; its maximum. */
static float addBias(float *row, const float *b, size_t size) {
  vec lanes = SPLAT(row[0] + b[0]);
  size_t j = 0;
  for (; j + LANES <= size; j += LANES) {
    vec logits = load(row + j) + load(b + j);
    store(row + j, logits);
    lanes = MAX(lanes, logits);
  }
  float result = largest(lanes);
  for (; j < size; j++) {
    row[j] += b[j];
    result = row[j] > result ? row[j] : result;
  }
  return result;
}

/** row = e^(row - maximum); their sum. */
static float exponentials(float *row, size_t size, float maximum) {
  vec lanes = SPLAT(0);
  size_t j = 0;
  for (; j + LANES <= size; j += LANES) {
    vec value = expOf(load(row + j) - SPLAT(maximum));
    store(row + j, value);
    lanes += value;
  }
  float result = total(lanes);
  if (j < size) {
    storeSome(row + j, expOf(loadSome(row + j, size - j) - SPLAT(maximum)), size - j);
    for (; j < size; j++) result += row[j];
  }
  return result;
}

typedef struct {
  const float *x, *w, *b;
  const uint32_t *targets;
  const float *weights;
  float *logits, *dx, *dw, *db;
  size_t n, inputs, size;
  double divisor;
  uint8_t *scratch;
} CrossEntropy;

/**
 * Turns products x w [n, size] into the gradients of the logits x w + b, (softmax - one-hot) weight / divisor; the weighted sum of
 * -log softmax[target]. `weights` NULL: all one. A target that is no column counts as one-hot row of zeros.
 */
static double losses(const CrossEntropy *e) {
  double loss = 0;
  float *logits = e->logits;
  for (size_t i = 0; i < e->n; i++, logits += e->size) {
    double weight = e->weights ? (double)e->weights[i] : 1;
    size_t id = e->targets[i];
    float maximum = addBias(logits, e->b, e->size);
    float logit = id < e->size ? logits[id] : 0;
    float mass = exponentials(logits, e->size, maximum);
    loss += weight * (logarithm((double)mass) + (double)maximum - (double)logit);
    Arrays scaled = {logits, logits, NULL, (float)(weight / e->divisor / (double)mass), 0};
    SWEEP(scaleSome, scaled, e->size);
    if (id < e->size) logits[id] -= (float)(weight / e->divisor);
  }
  return loss / e->divisor;
}

/** The loss over `n` rows of x [n, inputs]; w [inputs, size]; logits [n, size] is left holding their gradients. */
static double crossEntropy(CrossEntropy e) {
  gemm((Matrix){e.x, e.inputs, 1}, (Matrix){e.w, 1, e.size}, e.logits, e.size, (Sizes){e.n, e.size, e.inputs}, false,
       e.scratch);
  return losses(&e);
}

/** dx = dLogits w^T, dw = x^T dLogits, db = column sums. */
static void crossEntropyBackward(CrossEntropy e) {
  gemm((Matrix){e.logits, e.size, 1}, (Matrix){e.w, e.size, 1}, e.dx, e.inputs, (Sizes){e.n, e.inputs, e.size}, false,
       e.scratch);
  gemm((Matrix){e.x, 1, e.inputs}, (Matrix){e.logits, 1, e.size}, e.dw, e.size, (Sizes){e.inputs, e.size, e.n}, false,
       e.scratch);
  sumRows(e.db, e.logits, e.n, e.size);
}

#endif
