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

#endif
