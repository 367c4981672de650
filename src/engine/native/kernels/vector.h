/**
 * Vectors of LANES float32. Every build of the kernels is this source compiled for another instruction set; what vector
 * extensions of the compiler do not say is a macro here. Multiply-adds are fused where they are written as MADD and
 * nowhere else (-ffp-contract=off), so that a build with them rounds as the relaxed WebAssembly kernels do.
 */
#ifndef UNROLL_VECTOR_H
#define UNROLL_VECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** LANES; a tile of a product is up to TILE_ROWS rows of TILE_VECTORS vectors, by the number of registers. */
#if defined(UNROLL_AVX512)
#include <immintrin.h>
#define LANES 16
#define TILE_ROWS 12
#define TILE_VECTORS 2
#define SPLAT(x) ((vec)_mm512_set1_ps(x))
#define MADD(a, b, c) ((vec)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#define MIN(a, b) ((vec)_mm512_min_ps((__m512)(a), (__m512)(b)))
#define MAX(a, b) ((vec)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define ROOT(a) ((vec)_mm512_sqrt_ps((__m512)(a)))
#define NEAREST(a) ((vec)_mm512_roundscale_ps((__m512)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#elif defined(UNROLL_AVX2)
#include <immintrin.h>
#define LANES 8
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define SPLAT(x) ((vec)_mm256_set1_ps(x))
#define MADD(a, b, c) ((vec)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#define MIN(a, b) ((vec)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define MAX(a, b) ((vec)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define ROOT(a) ((vec)_mm256_sqrt_ps((__m256)(a)))
#define NEAREST(a) ((vec)_mm256_round_ps((__m256)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#elif defined(UNROLL_SSE4)
#include <smmintrin.h>
#define LANES 4
#define TILE_ROWS 4
#define TILE_VECTORS 2
#define SPLAT(x) ((vec)_mm_set1_ps(x))
#define MADD(a, b, c) ((a) * (b) + (c))
#define MIN(a, b) ((vec)_mm_min_ps((__m128)(a), (__m128)(b)))
#define MAX(a, b) ((vec)_mm_max_ps((__m128)(a), (__m128)(b)))
#define ROOT(a) ((vec)_mm_sqrt_ps((__m128)(a)))
#define NEAREST(a) ((vec)_mm_round_ps((__m128)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#elif defined(UNROLL_NEON)
#include <arm_neon.h>
#define LANES 4
#define TILE_ROWS 6
#define TILE_VECTORS 4
#define SPLAT(x) ((vec)vdupq_n_f32(x))
#define MADD(a, b, c) ((vec)vfmaq_f32((float32x4_t)(c), (float32x4_t)(a), (float32x4_t)(b)))
#define MIN(a, b) ((vec)vminq_f32((float32x4_t)(a), (float32x4_t)(b)))
#define MAX(a, b) ((vec)vmaxq_f32((float32x4_t)(a), (float32x4_t)(b)))
#define ROOT(a) ((vec)vsqrtq_f32((float32x4_t)(a)))
#define NEAREST(a) ((vec)vrndnq_f32((float32x4_t)(a)))
#else
#error "One of the instruction sets has to be named."
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float vec __attribute__((vector_size(4 * LANES)));
typedef int32_t ivec __attribute__((vector_size(4 * LANES)));
typedef uint32_t uvec __attribute__((vector_size(4 * LANES)));
/** As they lie in memory: tensors begin on eight bytes. */
typedef float vecAnywhere __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

INLINE vec load(const float *at) { return (vec) * (const vecAnywhere *)at; }

INLINE void store(float *at, vec x) { *(vecAnywhere *)at = (vecAnywhere)x; }

/** The first `count` (1 or more) floats, zeros behind them: never reads past a tensor's end. */
INLINE vec loadSome(const float *at, size_t count) {
  if (count >= LANES) return load(at);
  vec x = SPLAT(0);
  memcpy(&x, at, count * sizeof(float));
  return x;
}

INLINE void storeSome(float *at, vec x, size_t count) {
  if (count >= LANES) store(at, x);
  else memcpy(at, &x, count * sizeof(float));
}

/** a where the mask is all ones, b where it is zero. */
INLINE vec choose(ivec mask, vec a, vec b) { return (vec)(((ivec)a & mask) | ((ivec)b & ~mask)); }

INLINE float total(vec x) {
  float lanes[LANES];
  memcpy(lanes, &x, sizeof lanes);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}

INLINE float largest(vec x) {
  float lanes[LANES];
  memcpy(lanes, &x, sizeof lanes);
  float most = lanes[0];
  for (int i = 1; i < LANES; i++) most = lanes[i] > most ? lanes[i] : most;
  return most;
}

/** Does `some` for `size` numbers, a vector at a time: `some(what, first, count)`, written out where it is called. */
#define SWEEP(some, what, size)                                                                                        \
  do {                                                                                                                 \
    size_t at_ = 0;                                                                                                    \
    for (; at_ + LANES <= (size); at_ += LANES) some(what, at_, LANES);                                                \
    if (at_ < (size)) some(what, at_, (size)-at_);                                                                     \
  } while (0)

#endif
