/** Additive attention, a row at a time: its keys and values stay in the cache. Shapes as in ../contract.ts. */
#ifndef UNROLL_ATTENTION_H
#define UNROLL_ATTENTION_H

#include "activations.h"
#include "arrays.h"

/** The words of `attentionFields` in ../wasm/attention.ts, in their order. */
typedef struct {
  uint32_t steps, rows, hiddenSize, valueSize, keys, values, query, score, lengths, weights;
  uint32_t context, dContext, dKeys, dValues, dQuery, dScore, scratch;
} AttentionWords;

typedef struct {
  size_t steps, rows, hiddenSize, valueSize;
  const float *keys, *values, *query, *score;
  const uint32_t *lengths;
  float *weights, *context;
  const float *dContext;
  float *dKeys, *dValues, *dQuery, *dScore;
  /** [S] */
  float *scratch;
} Attention;

static Attention readAttention(uint8_t *memory, size_t at) {
  AttentionWords w;
  memcpy(&w, placeAt(memory, at), sizeof w);
#define AT(word) ((float *)placeAt(memory, w.word))
  return (Attention){w.steps,     w.rows,      w.hiddenSize, w.valueSize,  AT(keys),     AT(values),
                     AT(query),   AT(score),   (const uint32_t *)AT(lengths), AT(weights), AT(context),
                     AT(dContext), AT(dKeys),  AT(dValues),  AT(dQuery),   AT(dScore),   AT(scratch)};
#undef AT
}

/** Where row `row` of step `step` begins in keys, or in an array like them. */
INLINE size_t keyAt(const Attention *a, size_t step, size_t row) { return (step * a->rows + row) * a->hiddenSize; }
INLINE size_t valueAt(const Attention *a, size_t step, size_t row) { return (step * a->rows + row) * a->valueSize; }
/** Steps of a row that are no padding. */
INLINE size_t lengthOf(const Attention *a, size_t row) { return least(a->lengths[row], a->steps); }

/** sum of score * tanh(key + query) */
static float scoreOf(const float *key, const float *query, const float *score, size_t size) {
  vec lanes = SPLAT(0);
  for (size_t j = 0; j < size; j += LANES) {
    size_t n = size - j;
    lanes = MADD(loadSome(score + j, n), tanhOf(loadSome(key + j, n) + loadSome(query + j, n)), lanes);
  }
  return total(lanes);
}

/** Over the steps of a row that are no padding; the others get 0. */
static void softmaxOf(const Attention *a, size_t row, size_t length) {
  float most = -3.402823466e38f;
  float *weights = a->weights + row;
  for (size_t step = 0; step < length; step++) most = weights[step * a->rows] > most ? weights[step * a->rows] : most;
  float mass = 0;
  for (size_t step = 0; step < length; step++) {
    float weight = expOf(SPLAT(weights[step * a->rows] - most))[0];
    weights[step * a->rows] = weight;
    mass += weight;
  }
  for (size_t step = 0; step < length; step++) weights[step * a->rows] /= mass;
  for (size_t step = length; step < a->steps; step++) weights[step * a->rows] = 0;
}

/** weights and context */
static void attend(const Attention *a) {
  for (size_t row = 0; row < a->rows; row++) {
    size_t length = lengthOf(a, row);
    for (size_t step = 0; step < length; step++)
      a->weights[step * a->rows + row] =
          scoreOf(a->keys + keyAt(a, step, row), a->query + keyAt(a, 0, row), a->score, a->hiddenSize);
    softmaxOf(a, row, length);
    float *context = a->context + valueAt(a, 0, row);
    zero(context, a->valueSize);
    for (size_t step = 0; step < length; step++)
      addScaled(context, a->values + valueAt(a, step, row), a->weights[step * a->rows + row], a->valueSize);
  }
}

/** to = factor * from; returns from . other */
static float scaleAndDot(float *to, const float *from, float factor, const float *other, size_t size) {
  vec dot = SPLAT(0);
  for (size_t j = 0; j < size; j += LANES) {
    vec some = loadSome(from + j, size - j);
    dot = MADD(some, loadSome(other + j, size - j), dot);
    storeSome(to + j, SPLAT(factor) * some, size - j);
  }
  return total(dot);
}

static void throughScore(const Attention *a, size_t step, size_t row, float dEnergy) {
  const float *key = a->keys + keyAt(a, step, row), *query = a->query + keyAt(a, 0, row);
  float *dKey = a->dKeys + keyAt(a, step, row), *dQuery = a->dQuery + keyAt(a, 0, row);
  vec d = SPLAT(dEnergy);
  for (size_t j = 0; j < a->hiddenSize; j += LANES) {
    size_t n = a->hiddenSize - j;
    vec feature = tanhOf(loadSome(key + j, n) + loadSome(query + j, n));
    storeSome(a->dScore + j, MADD(d, feature, loadSome(a->dScore + j, n)), n);
    vec dFeature = d * loadSome(a->score + j, n) * (SPLAT(1) - feature * feature);
    storeSome(dKey + j, dFeature, n);
    storeSome(dQuery + j, dFeature + loadSome(dQuery + j, n), n);
  }
}

/** dKeys, dValues, dQuery and dScore from dContext; tanh is taken anew. */
static void attendBackward(const Attention *a) {
  zero(a->dScore, a->hiddenSize);
  zero(a->dQuery, a->rows * a->hiddenSize);
  for (size_t row = 0; row < a->rows; row++) {
    size_t length = lengthOf(a, row);
    const float *weights = a->weights + row, *dContext = a->dContext + valueAt(a, 0, row);
    // Through the softmax: de = w (dw - sum w dw).
    float mean = 0;
    for (size_t step = 0; step < length; step++) {
      size_t value = valueAt(a, step, row);
      float weight = weights[step * a->rows];
      a->scratch[step] = scaleAndDot(a->dValues + value, dContext, weight, a->values + value, a->valueSize);
      mean += weight * a->scratch[step];
    }
    for (size_t step = 0; step < length; step++)
      throughScore(a, step, row, weights[step * a->rows] * (a->scratch[step] - mean));
    for (size_t step = length; step < a->steps; step++) {
      zero(a->dKeys + keyAt(a, step, row), a->hiddenSize);
      zero(a->dValues + valueAt(a, step, row), a->valueSize);
    }
  }
}

#endif
