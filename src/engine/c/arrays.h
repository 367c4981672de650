/** Loops over whole arrays; sizes in elements, any number of them. */
#ifndef UNROLL_ARRAYS_H
#define UNROLL_ARRAYS_H

#include "vector.h"

/** Nothing has no address: the standard's functions want one. */
INLINE void zero(float *to, size_t size) {
  if (size > 0) memset(to, 0, size * sizeof(float));
}

INLINE void copy(float *to, const float *from, size_t size) {
  if (size > 0) memmove(to, from, size * sizeof(float));
}

typedef struct {
  float *to;
  const float *a, *b;
  float factor, other;
} Arrays;

INLINE void sumSome(Arrays x, size_t j, size_t n) { storeSome(x.to + j, loadSome(x.a + j, n) + loadSome(x.b + j, n), n); }

/** to = a + b */
static void sum(float *to, const float *a, const float *b, size_t size) {
  Arrays x = {to, a, b, 0, 0};
  SWEEP(sumSome, x, size);
}

/** to += from */
static void addTo(float *to, const float *from, size_t size) { sum(to, to, from, size); }

INLINE void scaleSome(Arrays x, size_t j, size_t n) { storeSome(x.to + j, loadSome(x.a + j, n) * SPLAT(x.factor), n); }

INLINE void blendSome(Arrays x, size_t j, size_t n) {
  storeSome(x.to + j, MADD(loadSome(x.a + j, n), SPLAT(x.factor), loadSome(x.b + j, n) * SPLAT(x.other)), n);
}

/** to = alpha a + beta b */
static void blend(float *to, const float *a, const float *b, float alpha, float beta, size_t size) {
  Arrays x = {to, a, b, alpha, beta};
  SWEEP(blendSome, x, size);
}

INLINE void addScaledSome(Arrays x, size_t j, size_t n) {
  storeSome(x.to + j, MADD(SPLAT(x.factor), loadSome(x.a + j, n), loadSome(x.to + j, n)), n);
}

/** to += factor * from */
static void addScaled(float *to, const float *from, float factor, size_t size) {
  Arrays x = {to, from, NULL, factor, 0};
  SWEEP(addScaledSome, x, size);
}

/** Every row of `to` [rows, size] = row. */
static void repeat(float *to, const float *row, size_t rows, size_t size) {
  for (; rows > 0; rows--, to += size) copy(to, row, size);
}

/** to [size] = the sum of the rows of from [rows, size]. */
static void sumRows(float *to, const float *from, size_t rows, size_t size) {
  zero(to, size);
  for (; rows > 0; rows--, from += size) addTo(to, from, size);
}

/** to [n, size] = rows ids [n] of table [rows, size]; zeros for an id that is none of its rows. */
static void gather(float *to, const float *table, size_t rows, const uint32_t *ids, size_t n, size_t size) {
  for (size_t i = 0; i < n; i++, to += size) {
    if (ids[i] < rows) copy(to, table + ids[i] * size, size);
    else zero(to, size);
  }
}

/** table [rows, size] = for every row the sum of those of from [n, size] whose id it is; other ids are left out. */
static void scatterAdd(float *table, size_t rows, const uint32_t *ids, const float *from, size_t n, size_t size) {
  zero(table, rows * size);
  for (size_t i = 0; i < n; i++, from += size)
    if (ids[i] < rows) addTo(table + ids[i] * size, from, size);
}

/** sum of x^2: float32 lanes over 1024 numbers at a time, float64 above. Four sums at once hide the latency of adding to one. */
static double squares(const float *x, size_t size) {
  double result = 0;
  for (size_t from = 0; from < size; from += 1024, x += 1024) {
    size_t count = least(1024, size - from), j = 0;
    vec sums[4] = {SPLAT(0), SPLAT(0), SPLAT(0), SPLAT(0)};
    for (; j + 4 * LANES <= count; j += 4 * LANES) {
#pragma GCC unroll 4
      for (size_t v = 0; v < 4; v++) {
        vec some = load(x + j + v * LANES);
        sums[v] = MADD(some, some, sums[v]);
      }
    }
    for (; j < count; j += LANES) {
      vec some = loadSome(x + j, count - j);
      sums[0] = MADD(some, some, sums[0]);
    }
    result += (double)total((sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
  return result;
}

/** x / (1 - rate) where the hash of (seed, index) is kept: the hash of ../composition/dropout.ts. */
static void dropout(float *to, const float *x, size_t size, int32_t threshold, float factor, uint32_t seed) {
  uvec index;
  for (int i = 0; i < LANES; i++) index[i] = (uint32_t)i + 1;
  uint32_t seeded = seed * 0x85ebca77u;
  for (size_t j = 0; j < size; j += LANES, index += LANES) {
    uvec h = (index * 0x9e3779b1u) ^ seeded;
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h = (h ^ (h >> 13)) * 0xc2b2ae35u;
    ivec kept = (ivec)((h ^ (h >> 16)) >> 8) >= threshold;
    vec value = loadSome(x + j, size - j) * SPLAT(factor);
    storeSome(to + j, (vec)((ivec)value & kept), size - j);
  }
}

#endif
