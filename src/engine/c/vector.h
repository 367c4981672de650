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
#define PAIRS(a, b) ((ivec)_mm512_madd_epi16((__m512i)(a), (__m512i)(b)))
#define WIDENED(at) ((svec)_mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(at))))
#define UNROLL_FOURS __attribute__((target("avx512vnni")))
#define FOURS(sums, a, b) ((ivec)_mm512_dpbusd_epi32((__m512i)(sums), (__m512i)(a), (__m512i)(b)))
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
#define PAIRS(a, b) ((ivec)_mm256_madd_epi16((__m256i)(a), (__m256i)(b)))
#define WIDENED(at) ((svec)_mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(at))))
#if defined(__clang__) ? __clang_major__ >= 12 : __GNUC__ >= 11
#define UNROLL_FOURS __attribute__((target("avxvnni")))
#define FOURS(sums, a, b) ((ivec)_mm256_dpbusd_avx_epi32((__m256i)(sums), (__m256i)(a), (__m256i)(b)))
#endif
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
#define PAIRS(a, b) ((ivec)_mm_madd_epi16((__m128i)(a), (__m128i)(b)))
#define WIDENED(at) ((svec)_mm_cvtepi8_epi16(_mm_loadl_epi64((const __m128i *)(at))))
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
#define PAIRS(a, b)                                                                                                    \
  ((ivec)vpaddq_s32(vmull_s16(vget_low_s16((int16x8_t)(a)), vget_low_s16((int16x8_t)(b))),                             \
                    vmull_high_s16((int16x8_t)(a), (int16x8_t)(b))))
#define WIDENED(at) ((svec)vmovl_s8(vld1_s8(at)))
#elif defined(__wasm__)
#include <wasm_simd128.h>
/** Two of its vectors: where the processor has 256 bits, V8 joins neighbours that are computed alike, when it is told to. */
#define LANES 8
#if defined(UNROLL_WIDE)
#define TILE_ROWS 4
#define TILE_VECTORS 2
#define TILE_STEPS 2
#else
#define TILE_VECTORS 1
#if defined(__wasm_relaxed_simd__)
#define TILE_ROWS 6
#else
#define TILE_ROWS 4
#endif
#endif
#define GEMV_VECTORS 4
#define LOW(x) ((v128_t)__builtin_shufflevector(x, x, 0, 1, 2, 3))
#define HIGH(x) ((v128_t)__builtin_shufflevector(x, x, 4, 5, 6, 7))
#define JOINED(low, high) ((vec)__builtin_shufflevector((__f32x4)(low), (__f32x4)(high), 0, 1, 2, 3, 4, 5, 6, 7))
#define SPLAT(x) JOINED(wasm_f32x4_splat(x), wasm_f32x4_splat(x))
#if defined(__wasm_relaxed_simd__)
#define MADD(a, b, c) multiplyAdd(a, b, c)
#else
#define MADD(a, b, c) ((a) * (b) + (c))
#endif
#define MIN(a, b) JOINED(wasm_f32x4_pmin(LOW(b), LOW(a)), wasm_f32x4_pmin(HIGH(b), HIGH(a)))
#define MAX(a, b) JOINED(wasm_f32x4_pmax(LOW(b), LOW(a)), wasm_f32x4_pmax(HIGH(b), HIGH(a)))
#define ROOT(a) JOINED(wasm_f32x4_sqrt(LOW(a)), wasm_f32x4_sqrt(HIGH(a)))
#define NEAREST(a) JOINED(wasm_f32x4_nearest(LOW(a)), wasm_f32x4_nearest(HIGH(a)))
#define PAIRS(a, b)                                                                                                    \
  ((ivec)JOINED(wasm_i32x4_dot_i16x8(LOW((vec)(a)), LOW((vec)(b))), wasm_i32x4_dot_i16x8(HIGH((vec)(a)), HIGH((vec)(b)))))
#define WIDENED(at) ((svec)JOINED(wasm_i16x8_load8x8(at), wasm_i16x8_load8x8((at) + 8)))
/** Computed here, in this order: left to itself, clang reads all operands first, and they do not fit the registers of V8. */
#define IN_ORDER(pointer) __asm__ volatile("" : "+r"(pointer))
#define SUM_IN_ORDER(x)                                                                                                \
  do {                                                                                                                 \
    v128_t low_ = LOW(x), high_ = HIGH(x);                                                                             \
    __asm__ volatile("" : "+r"(low_), "+r"(high_));                                                                    \
    x = JOINED(low_, high_);                                                                                           \
  } while (0)
#else
#error "One of the instruction sets has to be named."
#endif

/** Steps of depth that a tile takes at a time; vectors of a product with one row. */
#if !defined(TILE_STEPS)
#if defined(__wasm__)
#define TILE_STEPS 1
#else
#define TILE_STEPS 2
#endif
#endif
#if !defined(GEMV_VECTORS)
#define GEMV_VECTORS 8
#endif
#if !defined(IN_ORDER)
#define IN_ORDER(pointer) ((void)0)
#define SUM_IN_ORDER(x) ((void)0)
#endif

/** Has what lies there, if anything does, brought into a cache. WebAssembly has no such instruction. */
enum { secondLevel = 2, firstLevel = 3 };
#if defined(__wasm__)
#define PREFETCH(at, level) ((void)(at))
#else
#define PREFETCH(at, level) __builtin_prefetch(at, 0, level)
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float vec __attribute__((vector_size(4 * LANES)));
typedef int32_t ivec __attribute__((vector_size(4 * LANES)));
typedef uint32_t uvec __attribute__((vector_size(4 * LANES)));
/** Twice as many whole numbers of 16 bits: WIDENED reads them from 8 bits, PAIRS adds up the products of neighbours. */
typedef int16_t svec __attribute__((vector_size(4 * LANES)));
typedef int16_t halfSvec __attribute__((vector_size(2 * LANES)));
/** As they lie in memory: tensors begin on eight bytes. */
typedef float vecAnywhere __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/** In the memory of WebAssembly itself the memory begins at address 0, of which C allows no arithmetic. */
INLINE void *placeAt(uint8_t *memory, size_t at) { return (void *)((uintptr_t)memory + at); }

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

#if defined(__wasm_relaxed_simd__)
INLINE vec multiplyAdd(vec a, vec b, vec c) {
  return JOINED(wasm_f32x4_relaxed_madd(LOW(a), LOW(b), LOW(c)), wasm_f32x4_relaxed_madd(HIGH(a), HIGH(b), HIGH(c)));
}
#endif

INLINE vec load(const float *at) { return (vec) * (const vecAnywhere *)at; }

INLINE void store(float *at, vec x) { *(vecAnywhere *)at = (vecAnywhere)x; }

/** The first `count` (1 or more) floats, zeros behind them: never reads past a tensor's end. */
INLINE vec loadSome(const float *at, size_t count) {
  if (count >= LANES) return load(at);
  vec x = SPLAT(0);
#if defined(__wasm__)
  // To copy so little by memcpy is a call in WebAssembly.
#pragma GCC unroll 8
  for (size_t i = 0; i < LANES - 1; i++)
    if (i < count) x[i] = at[i];
#else
  memcpy(&x, at, count * sizeof(float));
#endif
  return x;
}

INLINE void storeSome(float *at, vec x, size_t count) {
  if (count >= LANES) {
    store(at, x);
    return;
  }
#if defined(__wasm__)
#pragma GCC unroll 8
  for (size_t i = 0; i < LANES - 1; i++)
    if (i < count) at[i] = x[i];
#else
  memcpy(at, &x, count * sizeof(float));
#endif
}

/** A few vectors at the most. */
INLINE void copySome(float *to, const float *from, size_t count) {
#if defined(__wasm__)
  for (size_t i = 0; i < count; i += LANES) storeSome(to + i, loadSome(from + i, count - i), count - i);
#else
  memcpy(to, from, count * sizeof(float));
#endif
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
