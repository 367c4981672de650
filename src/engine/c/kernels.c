/** One build of the kernels: compiled once for every instruction set, which gives it its name. */
#include "kernels.h"
#include "attention.h"
#include "crossEntropy.h"
#include "gemvInt8.h"
#include "sequence.h"
#include "update.h"

typedef const double *Arguments;

INLINE size_t size(double x) { return (size_t)x; }

INLINE float *floats(uint8_t *memory, double at) { return placeAt(memory, (size_t)at); }

/** Strides come in bytes. */
INLINE size_t stride(double bytes) { return (size_t)bytes / sizeof(float); }

#define KERNEL(name) static double name##Kernel(uint8_t *m, Arguments a)

KERNEL(gemm) {
  Matrix left = {floats(m, a[0]), stride(a[1]), stride(a[2])};
  Matrix right = {floats(m, a[3]), stride(a[5]), stride(a[4])};
  Sizes sizes = {size(a[8]), size(a[9]), size(a[10])};
  gemm(left, right, floats(m, a[6]), stride(a[7]), sizes, a[11] != 0, placeAt(m, size(a[12])));
  return 0;
}

KERNEL(gemmScratch) {
  (void)m, (void)a;
  return (double)gemmScratch();
}

KERNEL(forward) {
  Sequence s = readSequence(m, size(a[0]));
  forward(&s);
  return 0;
}

KERNEL(forwardScratch) {
  Sequence s = readSequence(m, size(a[0]));
  return (double)forwardScratch(&s);
}

KERNEL(backward) {
  Sequence s = readSequence(m, size(a[0]));
  backward(&s);
  return 0;
}

KERNEL(backwardScratch) {
  Sequence s = readSequence(m, size(a[0]));
  return (double)backwardScratch(&s).bytes;
}

KERNEL(attend) {
  Attention attention = readAttention(m, size(a[0]));
  attend(&attention);
  return 0;
}

KERNEL(attendBackward) {
  Attention attention = readAttention(m, size(a[0]));
  attendBackward(&attention);
  return 0;
}

KERNEL(forwardRow) {
  Row row = {.size = size(a[6]), .gates = floats(m, a[1]), .hPrevious = floats(m, a[2]), .h = floats(m, a[3]),
             .cPrevious = floats(m, a[4]), .c = floats(m, a[5])};
  forwardRow((int32_t)a[0], row);
  return 0;
}

KERNEL(gruReset) {
  gruReset((Row){.size = size(a[3]), .gates = floats(m, a[0]), .hPrevious = floats(m, a[1]), .reset = floats(m, a[2])});
  return 0;
}

KERNEL(crossEntropy) {
  return crossEntropy((CrossEntropy){
      .x = floats(m, a[0]), .w = floats(m, a[1]), .b = floats(m, a[2]), .targets = (const uint32_t *)floats(m, a[3]),
      .weights = a[4] != 0 ? floats(m, a[4]) : NULL, .logits = floats(m, a[5]), .n = size(a[6]), .inputs = size(a[7]),
      .size = size(a[8]), .divisor = a[9], .scratch = placeAt(m, size(a[10]))});
}

KERNEL(crossEntropyBackward) {
  crossEntropyBackward((CrossEntropy){
      .x = floats(m, a[0]), .w = floats(m, a[1]), .logits = floats(m, a[2]), .dx = floats(m, a[3]),
      .dw = floats(m, a[4]), .db = floats(m, a[5]), .n = size(a[6]), .inputs = size(a[7]), .size = size(a[8]),
      .scratch = placeAt(m, size(a[9]))});
  return 0;
}

KERNEL(dropout) {
  dropout(floats(m, a[0]), floats(m, a[1]), size(a[2]), (int32_t)a[3], (float)a[4], (uint32_t)(int64_t)a[5]);
  return 0;
}

KERNEL(gather) {
  gather(floats(m, a[0]), floats(m, a[1]), size(a[2]), (const uint32_t *)floats(m, a[3]), size(a[4]), size(a[5]));
  return 0;
}

KERNEL(scatterAdd) {
  scatterAdd(floats(m, a[0]), size(a[1]), (const uint32_t *)floats(m, a[2]), floats(m, a[3]), size(a[4]), size(a[5]));
  return 0;
}

KERNEL(squares) { return squares(floats(m, a[0]), size(a[1])); }

KERNEL(sgd) {
  sgd(floats(m, a[0]), floats(m, a[1]), size(a[2]), (float)a[3]);
  return 0;
}

KERNEL(adam) {
  Adam step = {floats(m, a[0]), floats(m, a[1]), floats(m, a[2]), floats(m, a[3]), (float)a[5], (float)a[6],
               (float)a[7],     (float)a[8],     (float)a[9],     (float)a[10],    (float)a[11]};
  adam(step, size(a[4]));
  return 0;
}

KERNEL(blend) {
  blend(floats(m, a[0]), floats(m, a[1]), floats(m, a[2]), (float)a[3], (float)a[4], size(a[5]));
  return 0;
}

KERNEL(copy) {
  copy(floats(m, a[0]), floats(m, a[1]), size(a[2]));
  return 0;
}

KERNEL(sum) {
  sum(floats(m, a[0]), floats(m, a[1]), floats(m, a[2]), size(a[3]));
  return 0;
}

KERNEL(gemvBytes) {
  (void)m;
  return (double)gemvBytes(size(a[0]), size(a[1]));
}

KERNEL(packGemv) {
  packGemv(floats(m, a[0]), floats(m, a[1]), stride(a[2]), size(a[3]), size(a[4]));
  return 0;
}

KERNEL(gemv) {
  gemv(floats(m, a[0]), floats(m, a[1]), floats(m, a[2]), size(a[3]), size(a[4]));
  return 0;
}

/** The kernels of rows in int8 by one of the ways to sum them. */
#define GEMV_INT8(Way, form, product)                                                                                  \
  KERNEL(gemvInt8Bytes##Way) {                                                                                         \
    (void)m;                                                                                                           \
    return (double)gemvInt8Bytes(size(a[0]), size(a[1]), form);                                                        \
  }                                                                                                                    \
  KERNEL(packGemvInt8##Way) {                                                                                          \
    packGemvInt8(floats(m, a[0]), floats(m, a[1]), stride(a[2]), size(a[3]), size(a[4]), form);                        \
    return 0;                                                                                                          \
  }                                                                                                                    \
  KERNEL(gemvInt8##Way) {                                                                                              \
    product(floats(m, a[0]), floats(m, a[1]), floats(m, a[2]), size(a[3]), size(a[4]));                                \
    return 0;                                                                                                          \
  }

GEMV_INT8(, inPairs, gemvInPairs)
#if defined(FOURS)
GEMV_INT8(InFours, inFours, gemvInFours)
#endif

/** All of them, with the number of their arguments. */
#define KERNELS(each)                                                                                                  \
  each(gemm, 13) each(gemmScratch, 0) each(forward, 1) each(forwardScratch, 1) each(backward, 1)                       \
  each(backwardScratch, 1) each(attend, 1) each(attendBackward, 1) each(forwardRow, 7) each(gruReset, 4)               \
  each(crossEntropy, 11) each(crossEntropyBackward, 10) each(dropout, 6) each(gather, 6) each(scatterAdd, 6)           \
  each(squares, 2) each(sgd, 4) each(adam, 12) each(blend, 6) each(copy, 3) each(sum, 4) each(gemvBytes, 2)            \
  each(packGemv, 5) each(gemv, 5) each(gemvInt8Bytes, 2) each(packGemvInt8, 5) each(gemvInt8, 5)

#if defined(__wasm__)
/** JavaScript passes as many numbers as a kernel takes; the others are not read. The memory begins at address 0. */
#define EXPORT(name, count)                                                                                            \
  __attribute__((export_name(#name))) double name##Export(double a, double b, double c, double d, double e, double f,  \
                                                          double g, double h, double i, double j, double k, double l,  \
                                                          double m) {                                                  \
    const double arguments[] = {a, b, c, d, e, f, g, h, i, j, k, l, m};                                                \
    return name##Kernel((uint8_t *)0, arguments);                                                                      \
  }
KERNELS(EXPORT)
#else
#define ENTRY(name, count) {#name, count, name##Kernel},
static const Kernel kernels[] = {KERNELS(ENTRY) {NULL, 0, NULL}};

/** Where the processor has FOURS, in the place of those with the same names. */
static const Kernel byFours[] = {
#if defined(FOURS)
    {"gemvInt8Bytes", 2, gemvInt8BytesInFoursKernel},
    {"packGemvInt8", 5, packGemvInt8InFoursKernel},
    {"gemvInt8", 5, gemvInt8InFoursKernel},
#endif
    {NULL, 0, NULL}};

#define BUILD(symbol, name) const Build symbol = {name, kernels, byFours}

#if defined(UNROLL_AVX512)
BUILD(unrollAvx512, "avx512");
#elif defined(UNROLL_AVX2)
BUILD(unrollAvx2, "avx2");
#elif defined(UNROLL_SSE4)
BUILD(unrollSse4, "sse4");
#else
BUILD(unrollNeon, "neon");
#endif
#endif
