/**
 * y += x W for one row with W in whole numbers of 8 bits, a quarter as much to read: w[k][j] = scale[j] q[k][j], |q| <= 127, with
 * the scale of a column its largest weight / 127. x is rounded to whole numbers of 16 bits by one scale, or of fewer bits where a
 * sum of `depth` products would overflow 32; all sums are exact. There are two ways to the same numbers: products of two
 * neighbouring depths are added by one instruction (PAIRS), or, for processors that can (FOURS), those of four, with x in
 * two bytes.
 */
#ifndef UNROLL_GEMV_INT8_H
#define UNROLL_GEMV_INT8_H

#include "gemv.h"

enum { mostWeight = 127 };

/** How the weights of a panel lie: [depth / together, LANES * vectors, together]. */
typedef struct {
  size_t together, vectors;
} Form;

static const Form inPairs = {2, rowVectors};

/**
 * Scales [columns], sums [columns] of the whole numbers of each column, weights, and room for x [depth], twice. Columns are
 * padded to whole panels, the depth to whole vectors of x, and so to whole groups.
 */
typedef struct {
  size_t panel, columns, depth;
  float *scales;
  int32_t *sums;
  int8_t *weights;
  int16_t *x;
} PackedInt8;

INLINE PackedInt8 packedSizes(size_t depth, size_t columns, Form form) {
  size_t panel = LANES * form.vectors;
  return (PackedInt8){panel, (columns + panel - 1) / panel * panel, (depth + LANES - 1) / LANES * LANES, 0, 0, 0, 0};
}

INLINE size_t gemvInt8Bytes(size_t depth, size_t columns, Form form) {
  PackedInt8 sizes = packedSizes(depth, columns, form);
  return lineBytes + sizes.columns * (2 * 4 + sizes.depth) + 2 * 2 * sizes.depth;
}

INLINE PackedInt8 packedInt8(void *at, size_t depth, size_t columns, Form form) {
  PackedInt8 packed = packedSizes(depth, columns, form);
  packed.scales = onLine(at);
  packed.sums = (int32_t *)(packed.scales + packed.columns);
  packed.weights = (int8_t *)(packed.sums + packed.columns);
  packed.x = (int16_t *)(packed.weights + packed.columns * packed.depth);
  return packed;
}

INLINE float magnitude(float x) { return x < 0 ? -x : x; }

INLINE void packGemvInt8(void *scratch, const float *w, size_t stride, size_t depth, size_t columns, Form form) {
  PackedInt8 to = packedInt8(scratch, depth, columns, form);
  for (size_t j = 0; j < to.columns; j++) {
    // Where a weight is infinite or no number the column is none: 0 times it is no number.
    float most = 0, notFinite = 0;
    for (size_t k = 0; k < depth && j < columns; k++) {
      float weight = w[k * stride + j];
      if (magnitude(weight) > most) most = magnitude(weight);
      notFinite += weight * 0;
    }
    float scale = most / mostWeight;
    to.scales[j] = scale + notFinite;
    to.sums[j] = 0;
    int8_t *column = to.weights + j / to.panel * to.panel * to.depth + j % to.panel * form.together;
    for (size_t k = 0; k < to.depth; k++) {
      bool weighed = k < depth && j < columns && scale > 0 && notFinite == 0;
      float rounded = weighed ? w[k * stride + j] / scale : 0;
      int8_t whole = (int8_t)(rounded < 0 ? rounded - 0.5f : rounded + 0.5f);
      column[k / form.together * form.together * to.panel + k % form.together] = whole;
      to.sums[j] += whole;
    }
  }
}

/** x in whole numbers, zeros behind them; gives back the scale, which is no number where x has one that is not finite. */
INLINE float roundRow(int16_t *to, const float *x, size_t depth) {
  vec most = SPLAT(0), notFinite = SPLAT(0);
  for (size_t k = 0; k < depth; k += LANES) {
    vec some = loadSome(x + k, depth - k);
    most = MAX(most, MAX(some, -some));
    notFinite += some * SPLAT(0);
  }
  size_t limit = (size_t)INT32_MAX / (mostWeight * depth);
  float levels = (float)least(limit, INT16_MAX), largestX = largest(most);
  if (total(notFinite) != 0) return total(notFinite);
  if (largestX == 0) return 0;
  vec inverse = SPLAT(levels / largestX);
  for (size_t k = 0; k < depth; k += LANES) {
    vec rounded = NEAREST(loadSome(x + k, depth - k) * inverse);
    halfSvec narrow = __builtin_convertvector(__builtin_convertvector(rounded, ivec), halfSvec);
    memcpy(to + k, &narrow, sizeof narrow);
  }
  return largestX / levels;
}

/** y[j..] += the sums of a panel's vector, scaled back. */
INLINE void addWhole(float *y, ivec sums, float scale, const float *scales, size_t j, size_t columns) {
  if (j >= columns) return;
  vec sum = __builtin_convertvector(sums, vec) * (SPLAT(scale) * load(scales + j));
  storeSome(y + j, loadSome(y + j, columns - j) + sum, columns - j);
}

static void gemvInPairs(float *y, const float *x, void *at, size_t depth, size_t columns) {
  PackedInt8 packed = packedInt8(at, depth, columns, inPairs);
  float scale = roundRow(packed.x, x, depth);
  if (scale == 0) return;
  const int8_t *weights = packed.weights;
  for (size_t j = 0; j < columns; j += packed.panel) {
    ivec sums[rowVectors];
#pragma GCC unroll 8
    for (int v = 0; v < rowVectors; v++) sums[v] = (ivec){0};
    for (size_t k = 0; k < packed.depth; k += 2, weights += 2 * packed.panel) {
      int32_t pair;
      memcpy(&pair, packed.x + k, sizeof pair);
      svec values = (svec)((ivec){0} + pair);
#pragma GCC unroll 8
      for (int v = 0; v < rowVectors; v++) sums[v] += PAIRS(values, WIDENED(weights + v * 2 * LANES));
    }
#pragma GCC unroll 8
    for (size_t v = 0; v < rowVectors; v++) addWhole(y, sums[v], scale, packed.scales, j + v * LANES, columns);
  }
}

#if defined(UNROLL_FOURS)

/** Registers hold two sums for each vector. */
enum { fourVectors = LANES == 16 ? 8 : 6 };
static const Form inFours = {4, fourVectors};

typedef uint8_t bytes __attribute__((vector_size(LANES)));

/**
 * x [depth] as two rows of bytes without a sign, [2, depth], in its place: 2^15 + x = 2^8 high + low. The sum of a column is
 * 2^8 high W + low W - 2^15 (sum of its weights).
 */
INLINE void splitRow(int16_t *x, uint8_t *high, uint8_t *low, size_t depth) {
  for (size_t k = 0; k < depth; k += LANES) {
    halfSvec narrow;
    memcpy(&narrow, x + k, sizeof narrow);
    ivec raised = __builtin_convertvector(narrow, ivec) + (1 << 15);
    bytes above = __builtin_convertvector(raised >> 8, bytes), below = __builtin_convertvector(raised & 255, bytes);
    memcpy(high + k, &above, sizeof above);
    memcpy(low + k, &below, sizeof below);
  }
}

INLINE ivec fourOf(const uint8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return (ivec){0} + four;
}

static UNROLL_FOURS void gemvInFours(float *y, const float *x, void *at, size_t depth, size_t columns) {
  PackedInt8 packed = packedInt8(at, depth, columns, inFours);
  float scale = roundRow(packed.x, x, depth);
  if (scale == 0) return;
  uint8_t *high = (uint8_t *)(packed.x + packed.depth), *low = high + packed.depth;
  splitRow(packed.x, high, low, packed.depth);
  const int8_t *weights = packed.weights;
  for (size_t j = 0; j < columns; j += packed.panel) {
    ivec highs[fourVectors], lows[fourVectors];
#pragma GCC unroll 8
    for (int v = 0; v < fourVectors; v++) highs[v] = lows[v] = (ivec){0};
    for (size_t k = 0; k < packed.depth; k += 4, weights += 4 * packed.panel) {
      ivec above = fourOf(high + k), below = fourOf(low + k);
#pragma GCC unroll 8
      for (int v = 0; v < fourVectors; v++) {
        ivec four;
        memcpy(&four, weights + v * 4 * LANES, sizeof four);
        highs[v] = FOURS(highs[v], above, four);
        lows[v] = FOURS(lows[v], below, four);
      }
    }
#pragma GCC unroll 8
    for (size_t v = 0; v < fourVectors; v++) {
      uvec sums;
      memcpy(&sums, packed.sums + j + v * LANES, sizeof sums);
      // Parts of it may be beyond 32 bits, the whole is not.
      uvec sum = ((uvec)highs[v] << 8) + (uvec)lows[v] - (sums << 15);
      addWhole(y, (ivec)sum, scale, packed.scales, j + v * LANES, columns);
    }
  }
}

#endif

#endif
