/**
 * y += x W for one row, W [depth, columns] packed into panels of ROW columns (the last one padded): eight accumulators
 * hide the latency, and memory is read once, forward, which is all that counts at batch 1.
 */
#ifndef UNROLL_GEMV_H
#define UNROLL_GEMV_H

#include "gemm.h"

enum { rowVectors = GEMV_VECTORS, rowColumns = rowVectors * LANES };

INLINE size_t paddedColumns(size_t columns) { return (columns + rowColumns - 1) / rowColumns * rowColumns; }

static size_t gemvBytes(size_t depth, size_t columns) { return depth * paddedColumns(columns) * 4 + lineBytes; }

static void packGemv(void *scratch, const float *w, size_t stride, size_t depth, size_t columns) {
  float *to = onLine(scratch);
  for (size_t j = 0; j < columns; j += rowColumns) {
    size_t present = least(rowColumns, columns - j);
    for (size_t k = 0; k < depth; k++, to += rowColumns) {
      memcpy(to, w + k * stride + j, present * 4);
      memset(to + present, 0, (rowColumns - present) * 4);
    }
  }
}

/** y[j..] += sums, as far as there are columns. */
INLINE void addPanel(float *y, const vec *sums, size_t j, size_t columns) {
#pragma GCC unroll 8
  for (int v = 0; v < rowVectors; v++) {
    size_t from = j + (size_t)v * LANES;
    if (from < columns) storeSome(y + from, loadSome(y + from, columns - from) + sums[v], columns - from);
  }
}

static void gemv(float *y, const float *x, void *at, size_t depth, size_t columns) {
  const float *packed = onLine(at);
  for (size_t j = 0; j < columns; j += rowColumns) {
    vec sums[rowVectors];
#pragma GCC unroll 8
    for (int v = 0; v < rowVectors; v++) sums[v] = SPLAT(0);
    for (size_t k = 0; k < depth; k++, packed += rowColumns) {
      vec value = SPLAT(x[k]);
#pragma GCC unroll 8
      for (int v = 0; v < rowVectors; v++) sums[v] = MADD(value, load(packed + v * LANES), sums[v]);
    }
    addPanel(y, sums, j, columns);
  }
}

/**
 * The same with W in whole numbers of 8 bits, a quarter as much to read: w[k][j] = scale[j] q[k][j], |q| <= 127, with the scale of a
 * column its largest weight / 127. x is rounded to whole numbers of 16 bits by one scale, or of fewer bits where a sum of `depth`
 * products would overflow 32. Two products of neighbouring depths are added by one instruction, exactly. The packed form is the scales
 * [columns], the panels [depth / 2, rowColumns, 2], and room for the rounded x [depth]; columns and depth are padded.
 */
enum { mostWeight = 127 };

typedef struct {
  float *scales;
  int16_t *x;
  int8_t *weights;
} PackedInt8;

/** Rounded up to whole pairs, and to a vector of x at a time. */
INLINE size_t paddedDepth(size_t depth) { return (depth + LANES - 1) / LANES * LANES; }

static size_t gemvInt8Bytes(size_t depth, size_t columns) {
  return lineBytes + paddedColumns(columns) * (4 + paddedDepth(depth)) + 2 * paddedDepth(depth);
}

INLINE PackedInt8 packedInt8(void *at, size_t depth, size_t columns) {
  float *scales = onLine(at);
  int8_t *weights = (int8_t *)(scales + paddedColumns(columns));
  return (PackedInt8){scales, (int16_t *)(weights + paddedColumns(columns) * paddedDepth(depth)), weights};
}

INLINE float magnitude(float x) { return x < 0 ? -x : x; }

static void packGemvInt8(void *scratch, const float *w, size_t stride, size_t depth, size_t columns) {
  PackedInt8 to = packedInt8(scratch, depth, columns);
  for (size_t j = 0; j < paddedColumns(columns); j++) {
    // Where a weight is infinite or no number the column is none: 0 times it is no number.
    float most = 0, notFinite = 0;
    for (size_t k = 0; k < depth && j < columns; k++) {
      float weight = w[k * stride + j];
      if (magnitude(weight) > most) most = magnitude(weight);
      notFinite += weight * 0;
    }
    float scale = most / mostWeight;
    to.scales[j] = scale + notFinite;
    int8_t *panel = to.weights + j / rowColumns * rowColumns * paddedDepth(depth) + j % rowColumns * 2;
    for (size_t k = 0; k < paddedDepth(depth); k++) {
      bool weighed = k < depth && j < columns && scale > 0 && notFinite == 0;
      float rounded = weighed ? w[k * stride + j] / scale : 0;
      panel[k / 2 * 2 * rowColumns + k % 2] = (int8_t)(rounded < 0 ? rounded - 0.5f : rounded + 0.5f);
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

static void gemvInt8(float *y, const float *x, void *at, size_t depth, size_t columns) {
  PackedInt8 packed = packedInt8(at, depth, columns);
  float scale = roundRow(packed.x, x, depth);
  if (scale == 0) return;
  const int8_t *weights = packed.weights;
  for (size_t j = 0; j < columns; j += rowColumns) {
    ivec sums[rowVectors];
#pragma GCC unroll 8
    for (int v = 0; v < rowVectors; v++) sums[v] = (ivec){0};
    for (size_t k = 0; k < paddedDepth(depth); k += 2, weights += 2 * rowColumns) {
      int32_t pair;
      memcpy(&pair, packed.x + k, sizeof pair);
      svec values = (svec)((ivec){0} + pair);
#pragma GCC unroll 8
      for (int v = 0; v < rowVectors; v++) sums[v] += PAIRS(values, WIDENED(weights + v * 2 * LANES));
    }
    vec sum[rowVectors];
#pragma GCC unroll 8
    for (int v = 0; v < rowVectors; v++)
      sum[v] = __builtin_convertvector(sums[v], vec) * (SPLAT(scale) * load(packed.scales + j + (size_t)v * LANES));
    addPanel(y, sum, j, columns);
  }
}

#endif
