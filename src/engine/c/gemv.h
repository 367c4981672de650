/**
 * y += x W for one row, W [depth, columns] packed into panels of ROW columns (the last one padded): eight accumulators
 * hide the latency, and memory is read once, forward, which is all that counts at batch 1.
 */
#ifndef UNROLL_GEMV_H
#define UNROLL_GEMV_H

#include "gemm.h"

enum { rowVectors = GEMV_VECTORS, rowColumns = rowVectors * LANES };

static size_t gemvBytes(size_t depth, size_t columns) {
  return depth * ((columns + rowColumns - 1) / rowColumns * rowColumns) * 4 + lineBytes;
}

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
 * The same with W in bfloat16, a float32 without its lower half: half as much is read. A panel is packed in words of 32 bits
 * whose lower half is of one vector of columns and whose upper half is of the next, so that widening is a shift and a mask.
 */
static size_t gemvHalfBytes(size_t depth, size_t columns) {
  return depth * ((columns + rowColumns - 1) / rowColumns * rowColumns) * 2 + lineBytes;
}

/** Rounded to the nearest, to the even one of two; what is no number stays none. */
INLINE uint32_t bfloat16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (x != x) return bits >> 16 | 0x40;
  return (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
}

static void packGemvHalf(void *scratch, const float *w, size_t stride, size_t depth, size_t columns) {
  uint32_t *to = (uint32_t *)onLine(scratch);
  for (size_t j = 0; j < columns; j += rowColumns)
    for (size_t k = 0; k < depth; k++) {
      const float *row = w + k * stride;
      for (size_t v = j; v < j + rowColumns; v += 2 * LANES)
        for (size_t i = v; i < v + LANES; i++) {
          uint32_t low = i < columns ? bfloat16(row[i]) : 0, high = i + LANES < columns ? bfloat16(row[i + LANES]) : 0;
          *to++ = high << 16 | low;
        }
    }
}

static void gemvHalf(float *y, const float *x, void *at, size_t depth, size_t columns) {
  const float *packed = onLine(at);
  for (size_t j = 0; j < columns; j += rowColumns) {
    vec sums[rowVectors];
#pragma GCC unroll 8
    for (int v = 0; v < rowVectors; v++) sums[v] = SPLAT(0);
    for (size_t k = 0; k < depth; k++, packed += rowColumns / 2) {
      vec value = SPLAT(x[k]);
#pragma GCC unroll 4
      for (int v = 0; v < rowVectors; v += 2) {
        uvec words = (uvec)load(packed + v / 2 * LANES);
        sums[v] = MADD(value, (vec)(words << 16), sums[v]);
        sums[v + 1] = MADD(value, (vec)(words & 0xffff0000u), sums[v + 1]);
      }
    }
    addPanel(y, sums, j, columns);
  }
}

#endif
