/**
 * C (+)= A B by packed panels (Goto & van de Geijn 2008): a panel of B (depth x PANEL columns) stays in the first-level
 * cache while all row panels of A pass by it. Operands are given by strides in floats, so NN, NT and TN are one routine.
 * Sums run along the depth in the same order and blocks in every build.
 */
#ifndef UNROLL_GEMM_H
#define UNROLL_GEMM_H

#include "arrays.h"

#define PANEL ((size_t)(TILE_VECTORS * LANES))
/** Steps of depth in one block; rows of A and columns of B packed at a time: 96 KB and 512 KB. */
enum { depthBlock = 256, rowBlock = 96, columnBlock = 512, lineBytes = 64 };
/** The floats of an A, 1.5 MB, that is packed once where there are several blocks of columns. */
enum { wholeA = 384 * 1024 };

/** Packed panels begin on a line of the cache: a wide load across two costs two. */
INLINE float *onLine(void *at) { return (float *)(((uintptr_t)at + lineBytes - 1) & ~(uintptr_t)(lineBytes - 1)); }

INLINE size_t packedABytes(void) { return (size_t)wholeA * 4 + lineBytes; }

/** Bytes of scratch that gemm needs, whatever the sizes. */
static size_t gemmScratch(void) { return packedABytes() + (size_t)columnBlock * depthBlock * 4 + lineBytes; }

INLINE size_t padded(size_t columns) { return (columns + PANEL - 1) / PANEL * PANEL; }

/** Bytes of a whole B [depth, columns] packed. */
INLINE size_t packedBytes(size_t depth, size_t columns) { return depth * padded(columns) * 4 + lineBytes; }

/** An operand: element (i, k) is at `from + i * across + k * along`. */
typedef struct {
  const float *from;
  size_t across, along;
} Matrix;

INLINE Matrix part(Matrix m, size_t i, size_t k) {
  m.from += i * m.across + k * m.along;
  return m;
}

/** Four steps of depth of `width` rows that each lie along the depth, turned over four by four. */
INLINE void packTurned(float *to, Matrix m, size_t width, size_t present, size_t depth) {
  typedef float four __attribute__((vector_size(16), may_alias));
  typedef float fourAnywhere __attribute__((vector_size(16), aligned(4), may_alias));
  size_t i = 0;
  for (; i + 4 <= present; i += 4) {
    const float *row = m.from + i * m.across;
    size_t k = 0;
    for (; k + 4 <= depth; k += 4) {
      four a = *(const fourAnywhere *)(row + k), b = *(const fourAnywhere *)(row + m.across + k);
      four c = *(const fourAnywhere *)(row + 2 * m.across + k), d = *(const fourAnywhere *)(row + 3 * m.across + k);
#if defined(__clang__)
      four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      four abHigh = __builtin_shufflevector(a, b, 2, 6, 3, 7), cdHigh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      four turned[] = {
          __builtin_shufflevector(ab, cd, 0, 1, 4, 5), __builtin_shufflevector(ab, cd, 2, 3, 6, 7),
          __builtin_shufflevector(abHigh, cdHigh, 0, 1, 4, 5), __builtin_shufflevector(abHigh, cdHigh, 2, 3, 6, 7)};
#else
      typedef int32_t places __attribute__((vector_size(16)));
      const places low = {0, 4, 1, 5}, high = {2, 6, 3, 7}, left = {0, 1, 4, 5}, right = {2, 3, 6, 7};
      four ab = __builtin_shuffle(a, b, low), cd = __builtin_shuffle(c, d, low);
      four abHigh = __builtin_shuffle(a, b, high), cdHigh = __builtin_shuffle(c, d, high);
      four turned[] = {__builtin_shuffle(ab, cd, left), __builtin_shuffle(ab, cd, right),
                       __builtin_shuffle(abHigh, cdHigh, left), __builtin_shuffle(abHigh, cdHigh, right)};
#endif
      for (size_t step = 0; step < 4; step++) *(fourAnywhere *)(to + (k + step) * width + i) = turned[step];
    }
    for (; k < depth; k++)
      for (size_t row4 = 0; row4 < 4; row4++) to[k * width + i + row4] = row[row4 * m.across + k];
  }
  for (; i < present; i++)
    for (size_t k = 0; k < depth; k++) to[k * width + i] = m.from[i * m.across + k];
}

/** One panel of `width`: element (i, k) goes to k * width + i; those from `present` on are zero. */
INLINE void packPanel(float *to, Matrix m, size_t width, size_t present, size_t depth) {
  if (m.across == 1) {
    size_t k = 0;
    // Whole vectors, what is too much of one overwritten by the next: copying a few floats is a call.
    if (width < LANES && 2 * width >= LANES && present + m.along >= LANES)
      for (; k + 1 < depth; k++) store(to + k * width, load(m.from + k * m.along));
    for (; k < depth; k++) copySome(to + k * width, m.from + k * m.along, present);
  } else if (m.along == 1) packTurned(to, m, width, present, depth);
  else {
    for (size_t k = 0; k < depth; k++)
      for (size_t i = 0; i < present; i++) to[k * width + i] = m.from[i * m.across + k * m.along];
  }
  if (present < width)
    for (size_t k = 0; k < depth; k++)
      for (size_t i = present; i < width; i++) to[k * width + i] = 0;
}

/** Packs B [depth, columns]: block of depth after block, in each the panels of columns, the last one padded. */
static void packB(float *to, Matrix b, size_t depth, size_t columns) {
  for (size_t k = 0; k < depth; k += depthBlock) {
    size_t steps = least(depthBlock, depth - k);
    for (size_t j = 0; j < columns; j += PANEL) {
      if (columns - j >= PANEL) packPanel(to, part(b, j, k), PANEL, PANEL, steps);
      else packPanel(to, part(b, j, k), PANEL, columns - j, steps);
      to += steps * PANEL;
    }
  }
}

/** Rows of the next panel where `rows` are left: panels as even as they can be. */
INLINE size_t panelHeight(size_t rows) {
  size_t panels = (rows + TILE_ROWS - 1) / TILE_ROWS;
  return (rows + panels - 1) / panels;
}

static void packA(float *to, Matrix a, size_t rows, size_t steps) {
  for (size_t i = 0; i < rows;) {
    size_t height = panelHeight(rows - i);
    packPanel(to, part(a, i, 0), height, height, steps);
    to += height * steps;
    i += height;
  }
}

/** The part of a tile that lies inside C. */
static __attribute__((noinline)) void moveInside(const float *from, float *c, size_t stride, size_t height, size_t width,
                                                 bool accumulate) {
  for (size_t i = 0; i < height; i++, from += PANEL, c += stride)
    for (size_t j = 0; j < width; j++) c[j] = accumulate ? c[j] + from[j] : from[j];
}

/** The sums of a tile, one step of depth further. */
INLINE void addStep(vec sums[TILE_ROWS][TILE_VECTORS], size_t height, const float *a, const float *b) {
  vec row[TILE_VECTORS];
#pragma GCC unroll 16
  for (size_t v = 0; v < TILE_VECTORS; v++) row[v] = load(b + v * LANES);
#pragma GCC unroll 16
  for (size_t i = 0; i < height; i++) {
    vec x = SPLAT(a[i]);
#pragma GCC unroll 16
    for (size_t v = 0; v < TILE_VECTORS; v++) sums[i][v] = MADD(x, row[v], sums[i][v]);
#pragma GCC unroll 16
    for (size_t v = 0; v < TILE_VECTORS; v++) SUM_IN_ORDER(sums[i][v]);
  }
}

/**
 * A tile of `height` rows and `width` (up to PANEL) columns of C: a is [depth][height], b is [depth][PANEL]. The caches
 * are told of the tile, and meanwhile of half a panel from `ahead` on: what lies far away is there when it is needed.
 */
INLINE void tile(size_t height, const float *a, const float *b, size_t depth, float *c, size_t stride, size_t width,
                 bool accumulate, const float *ahead) {
  vec sums[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 16
  for (size_t i = 0; i < height; i++)
#pragma GCC unroll 16
    for (size_t v = 0; v < TILE_VECTORS; v++) sums[i][v] = SPLAT(0);
  // A row of the tile can begin in the middle of a line.
#pragma GCC unroll 16
  for (size_t i = 0; i < height; i++)
#pragma GCC unroll 16
    for (size_t v = 0; v < PANEL; v += lineBytes / 4) {
      PREFETCH(c + i * stride + v, firstLevel);
      PREFETCH(c + i * stride + v + lineBytes / 4 - 1, firstLevel);
    }
  for (; depth >= TILE_STEPS; depth -= TILE_STEPS) {
    IN_ORDER(a);
    IN_ORDER(b);
#pragma GCC unroll 4
    for (size_t i = 0; i < TILE_STEPS * PANEL / 2; i += lineBytes / 4) PREFETCH(ahead + i, secondLevel);
    ahead += TILE_STEPS * PANEL / 2;
#pragma GCC unroll 4
    for (size_t k = 0; k < TILE_STEPS; k++) addStep(sums, height, a + k * height, b + k * PANEL);
    a += TILE_STEPS * height;
    b += TILE_STEPS * PANEL;
  }
  for (; depth > 0; depth--) {
    IN_ORDER(a);
    IN_ORDER(b);
    addStep(sums, height, a, b);
    a += height;
    b += PANEL;
  }
  bool whole = width == PANEL;
  float aside[TILE_ROWS * TILE_VECTORS * LANES];
  float *to = whole ? c : aside;
  size_t step = whole ? stride : PANEL;
  // All are read before any is written: two loads or two stores can be one then.
  if (whole && accumulate) {
#pragma GCC unroll 16
    for (size_t i = 0; i < height; i++)
#pragma GCC unroll 16
      for (size_t v = 0; v < TILE_VECTORS; v++) sums[i][v] = load(to + i * step + v * LANES) + sums[i][v];
  }
#pragma GCC unroll 16
  for (size_t i = 0; i < height; i++)
#pragma GCC unroll 16
    for (size_t v = 0; v < TILE_VECTORS; v++) store(to + i * step + v * LANES, sums[i][v]);
  if (!whole) moveInside(aside, c, stride, height, width, accumulate);
}

static void tileOf(size_t height, const float *a, const float *b, size_t depth, float *c, size_t stride, size_t width,
                   bool accumulate, const float *ahead) {
#define TILE(rows)                                                                                                     \
  case rows:                                                                                                           \
    if (rows <= TILE_ROWS) tile(rows <= TILE_ROWS ? rows : 1, a, b, depth, c, stride, width, accumulate, ahead);       \
    return
  switch (height) {
    TILE(1);
    TILE(2);
    TILE(3);
    TILE(4);
    TILE(5);
    TILE(6);
    TILE(7);
    TILE(8);
    TILE(9);
    TILE(10);
    TILE(11);
    TILE(12);
  }
#undef TILE
}

/** All tiles of packed rows times packed columns over one block of depth. */
static void multiplyBlock(const float *packedA, const float *packedB, size_t steps, float *c, size_t stride, size_t rows,
                          size_t columns, bool accumulate) {
  for (size_t j = 0; j < columns; j += PANEL) {
    const float *a = packedA, *next = packedB + steps * PANEL, *ahead = next;
    for (size_t i = 0; i < rows;) {
      size_t height = panelHeight(rows - i);
      tileOf(height, a, packedB, steps, c + i * stride + j, stride, least(PANEL, columns - j), accumulate, ahead);
      a += height * steps;
      i += height;
      ahead = next + steps * PANEL / 2;
    }
    packedB = next;
  }
}

typedef struct {
  size_t rows, columns, depth;
} Sizes;

/** Over one block of depth, with A packed as well, or packed on the way where `packedA` is NULL. */
static void gemmBlock(Matrix a, const float *packedA, const float *packedB, float *c, size_t stride, Sizes s, bool accumulate,
                      float *scratch) {
  for (size_t i = 0; i < s.rows; i += rowBlock) {
    size_t count = least(rowBlock, s.rows - i);
    const float *rows = packedA ? packedA + i * s.depth : scratch;
    if (!packedA) packA(scratch, part(a, i, 0), count, s.depth);
    multiplyBlock(rows, packedB, s.depth, c + i * stride, stride, count, s.columns, accumulate);
  }
}

/** C [rows, columns] (+)= A B, with B packed by packB; rows of C are `stride` floats apart. */
static void gemmPacked(Matrix a, const float *packedB, float *c, size_t stride, Sizes s, bool accumulate, void *scratch) {
  for (size_t k = 0; k < s.depth; k += depthBlock) {
    Sizes some = {s.rows, s.columns, least(depthBlock, s.depth - k)};
    gemmBlock(part(a, 0, k), NULL, packedB + k * padded(s.columns), c, stride, some, accumulate || k > 0, onLine(scratch));
  }
}

/** All rows of all blocks of depth, each block as gemmBlock reads it. */
static void packWhole(float *to, Matrix a, Sizes s) {
  for (size_t k = 0; k < s.depth; k += depthBlock) {
    size_t steps = least(depthBlock, s.depth - k);
    for (size_t i = 0; i < s.rows; i += rowBlock)
      packA(to + s.rows * k + i * steps, part(a, i, k), least(rowBlock, s.rows - i), steps);
  }
}

/** C [rows, columns] (+)= A B; of b, `across` goes from column to column. */
static void gemm(Matrix a, Matrix b, float *c, size_t stride, Sizes s, bool accumulate, uint8_t *scratch) {
  float *packedA = onLine(scratch), *packedB = onLine(scratch + packedABytes());
  if (s.depth == 0 && !accumulate)
    for (size_t i = 0; i < s.rows; i++) zero(c + i * stride, s.columns);
  // Every block of columns multiplies all of A.
  bool whole = s.columns > columnBlock && s.rows * s.depth <= wholeA;
  if (whole) packWhole(packedA, a, s);
  for (size_t j = 0; j < s.columns; j += columnBlock) {
    for (size_t k = 0; k < s.depth; k += depthBlock) {
      Sizes some = {s.rows, least(columnBlock, s.columns - j), least(depthBlock, s.depth - k)};
      packB(packedB, part(b, j, k), some.depth, some.columns);
      gemmBlock(part(a, 0, k), whole ? packedA + s.rows * k : NULL, packedB, c + j, stride, some, accumulate || k > 0, packedA);
    }
  }
}

#endif
